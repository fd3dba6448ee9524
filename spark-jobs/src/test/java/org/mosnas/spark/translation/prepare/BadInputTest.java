package org.mosnas.spark.translation.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mosnas.spark.translation.prepare.TextFolder.job;
import static org.mosnas.spark.translation.prepare.TextFolder.settings;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.text.InputForm;
import org.mosnas.spark.data.Division;
import org.mosnas.spark.testing.SparkExtension;
import org.mosnas.spark.translation.prepare.PrepareSettings.CorpusFiles;
import org.mosnas.spark.translation.prepare.PrepareSettings.PairFiles;

@ExtendWith(SparkExtension.class)
class BadInputTest {
  @TempDir private Path folder;
  private SparkSession spark;
  private TextFolder text;

  @BeforeEach
  void open(SparkSession session) {
    spark = session;
    text = new TextFolder(folder);
  }

  @Test
  void missingFile() {
    PairFiles missing = PairFiles.of(folder + "/no.en", folder + "/no.de");
    assertRefused(
        missing,
        ErrorKind.DATA,
        "mosnas.prepare.train.source: no such file: " + folder + "/no.en; check the path");
  }

  @Test
  void unreadableFile() {
    PairFiles files = text.pairs("r", 9, 1);
    text.write(".r.de.crc", "crc\0\0\0\2\0wrong".getBytes(StandardCharsets.UTF_8));
    assertRefused(files, ErrorKind.DATA, folder + "/r.de:1: cannot be read");
  }

  @Test
  void globThatMatchesNothing() {
    PairFiles missing = PairFiles.of(folder + "/no*.en", folder + "/no*.de");
    assertRefused(missing, ErrorKind.DATA, "no such file: " + folder + "/no*.en");
  }

  @Test
  void patternThatIsNone() {
    PairFiles broken = PairFiles.of(folder + "/[a", folder + "/[b");
    assertRefused(broken, ErrorKind.DATA, "'" + folder + "/[a' cannot be found (");
  }

  @Test
  void folderInPlaceOfAFile() {
    String file = text.write("sub/a.en", List.of("a"));
    assertRefused(
        PairFiles.of(folder + "/sub", file), ErrorKind.DATA, folder + "/sub is a folder; name");
  }

  @Test
  void unknownFileSystem() {
    assertRefused(
        PairFiles.of("nosuch://host/a", "nosuch://host/b"),
        ErrorKind.DATA,
        "mosnas.prepare.train.source: 'nosuch://host/a' is on no file system that can be used");
  }

  @Test
  void noFiles() {
    assertRefused(
        PairFiles.none(), ErrorKind.USAGE, "mosnas.prepare.train.source names no file; name");
  }

  @Test
  void differentNumbersOfFiles() {
    text.pairs("g1", 5, 1);
    text.pairs("g2", 5, 1);
    assertRefused(
        PairFiles.of(folder + "/g*.en", folder + "/g1.de"),
        ErrorKind.USAGE,
        "mosnas.prepare.train.source names 2 files, but mosnas.prepare.train.target names 1");
  }

  @Test
  void differentLineCounts() {
    PairFiles files =
        PairFiles.of(
            text.write("l.en", List.of("a", "b", "c")), text.write("l.de", List.of("x", "y")));
    assertRefused(
        files,
        ErrorKind.DATA,
        folder + "/l.en has 3 lines, but " + folder + "/l.de has 2; each line of one must be");
  }

  @Test
  void invalidUtf8NamesFileLineAndByte() {
    byte[] latin1 = {'o', 'k', '\n', 'a', 'b', (byte) 0xe4, '\n'};
    PairFiles files =
        PairFiles.of(text.write("u.en", List.of("a", "b")), text.write("u.de", latin1));
    assertRefused(
        files,
        ErrorKind.DATA,
        folder + "/u.de:2: invalid UTF-8 at byte 3 (0xE4) of the line; convert the file");
  }

  @Test
  void brokenGzip() {
    String good = text.gzip("z.en.gz", Collections.nCopies(99, "a b"));
    String broken = text.write("z.de.gz", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0});
    assertRefused(
        PairFiles.of(good, broken), ErrorKind.DATA, "z.de.gz:1: gzip data ends too early");
  }

  @Test
  void emptyCorpus() {
    PairFiles files =
        PairFiles.of(text.write("e.en", new byte[0]), text.write("e.de", new byte[0]));
    assertRefused(
        files,
        ErrorKind.DATA,
        folder + "/e.en: no sentences; expected one a line (mosnas.prepare.train.source)");
  }

  @Test
  void nothingLeftAfterCleaning() {
    PairFiles files =
        PairFiles.of(
            text.write("n.en", List.of("a b", "", "c")),
            text.write("n.de", List.of("", "x", "y ".repeat(9))));
    assertRefused(
        files,
        ErrorKind.DATA,
        "no sentence pair is left to train on, dropped {empty=2, length-ratio=1}; check");
  }

  @Test
  void tooFewSentencesForTheShards() {
    assertRefused(
        text.pairs("s", 3, 1),
        ErrorKind.DATA,
        "3 sentence pairs are left to train on, too few for 4 shards: shard 3 would be empty; add"
            + " text or lower mosnas.prepare.shards");
  }

  @Test
  void nothingLeftForValidation() {
    PairFiles valid =
        PairFiles.of(text.write("v.en", List.of("")), text.write("v.de", List.of("x")));
    CorpusFiles corpus = new CorpusFiles(text.pairs("t", 20, 1), valid, text.pairs("w", 3, 2));
    assertRefused(
        settings(corpus),
        ErrorKind.DATA,
        "no sentence pair is left for valid: of 1, dropped {empty=1}; check the files");
  }

  @Test
  void everythingHeldOut() {
    CorpusFiles corpus = new CorpusFiles(text.pairs("h", 8, 1), PairFiles.none(), PairFiles.none());
    assertRefused(
        settings(corpus),
        ErrorKind.DATA,
        "no sentence pair is left to train on, dropped {held-out=8}");
  }

  @Test
  void nothingToHoldOut() {
    CorpusFiles corpus = new CorpusFiles(text.pairs("h", 8, 1), PairFiles.none(), PairFiles.none());
    PrepareSettings base = settings(corpus, InputForm.PLAIN, TextFolder.RULES);
    PrepareSettings none =
        new PrepareSettings(
            base.languages(),
            base.files(),
            base.format(),
            new Division(0, 5, base.division().shards()),
            base.cleaning(),
            base.subwords());
    assertRefused(
        none,
        ErrorKind.USAGE,
        "mosnas.prepare.valid names no files and holdout.valid is 0; name files or hold out");
  }

  private void assertRefused(PairFiles train, ErrorKind kind, String message) {
    PairFiles other = text.pairs("other", 6, 9);
    assertRefused(settings(new CorpusFiles(train, other, other)), kind, message);
  }

  private void assertRefused(PrepareSettings settings, ErrorKind kind, String message) {
    assertThatThrownBy(() -> job(settings).run(spark, text.path("data"), List.of()))
        .isInstanceOf(MosnasException.class)
        .satisfies(e -> assertThat(((MosnasException) e).kind()).isEqualTo(kind))
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
    assertThat(folder.resolve("data")).doesNotExist();
    assertThat(folder.resolve(".data.new")).doesNotExist();
  }
}
