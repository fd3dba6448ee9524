package org.mosnas.spark.masked.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.checksum.Checksums;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.task.masked.PackedText;
import org.mosnas.spark.data.DataFolder.Outcome;
import org.mosnas.spark.data.DataFolder.Result;
import org.mosnas.spark.testing.SparkExtension;

@ExtendWith(SparkExtension.class)
class PrepareTextJobTest {
  @TempDir private Path folder;
  private SparkSession spark;
  private EnglishText text;
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void open(SparkSession session) {
    spark = session;
    text = new EnglishText(folder);
  }

  private Result<TextManifest> prepare(String data, String... lines) {
    return new PrepareTextJob(EnglishText.settings(lines), said::add)
        .run(spark, text.path(data), List.of());
  }

  private static String train(String file) {
    return "text.train = \"" + file + "\"";
  }

  private List<PackedText> trained(PreparedText data, int workers) {
    return data.shards(spark, workers).collect().stream().flatMap(List::stream).toList();
  }

  private static List<String> texts(PreparedText data, List<PackedText> sequences) {
    return sequences.stream().map(sequence -> data.wordPiece().text(sequence.ids())).toList();
  }

  private Map<String, String> checksums(String data) throws IOException {
    try (var files = Files.walk(folder.resolve(data))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().endsWith(".crc"))
          .collect(
              Collectors.toMap(
                  file -> folder.resolve(data).relativize(file).toString(),
                  PrepareTextJobTest::checksum,
                  (a, b) -> a,
                  TreeMap::new));
    }
  }

  private static String checksum(Path file) {
    try {
      return HexFormat.of().formatHex(Checksums.digest().digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void makesAVocabularyAndSequences() {
    String file = text.write("a.txt", EnglishText.documents(600, 1));
    TextManifest manifest = prepare("data", train(file)).manifest();
    PreparedText data = text.open("data");
    assertThat(data.manifest()).isEqualTo(manifest);
    assertThat(data.wordPiece().vocabulary().size())
        .isEqualTo(128)
        .isEqualTo(manifest.vocabulary());
    assertThat(data.wordPiece().vocabulary().id("house")).isPresent();
    assertThat(manifest.part("train").documents()).isEqualTo(570);
    assertThat(manifest.part("valid").documents()).isEqualTo(20);
    assertThat(manifest.part("test").documents()).isEqualTo(10);
    assertThat(manifest.part("train").unknown()).isZero();
    List<PackedText> sequences = trained(data, 2);
    assertThat(sequences)
        .hasSize((int) manifest.part("train").sequences())
        .allMatch(sequence -> sequence.length() <= 32 && sequence.length() >= 10);
    long full = sequences.stream().filter(sequence -> sequence.length() > 28).count();
    assertThat(full).isGreaterThan(sequences.size() / 2);
    assertThat(sequences.stream().mapToLong(sequence -> sequence.length() - 2).sum())
        .isEqualTo(manifest.part("train").pieces());
    assertThat(texts(data, data.test(spark)).get(0)).startsWith("the ");
    assertThat(said).contains("counting words").noneMatch(line -> line.startsWith("warning"));
  }

  @Test
  void noDocumentIsInTwoParts() {
    // Every document twice.
    String documents = EnglishText.documents(300, 2);
    String file = text.write("a.txt", documents + documents);
    prepare("data", train(file), "text.min-pieces = 1", "text.length = 400");
    PreparedText data = text.open("data");
    Set<String> held = new HashSet<>(texts(data, data.valid(spark)));
    assertThat(held).hasSize(20);
    held.addAll(texts(data, data.test(spark)));
    assertThat(held).hasSize(30);
    assertThat(texts(data, trained(data, 1))).hasSize(540).doesNotContainAnyElementsOf(held);
  }

  @Test
  void theFormOfTheFilesDoesNotMatter() throws IOException {
    String documents = EnglishText.documents(700, 3);
    String plain = text.write("plain.txt", "\n\n\ufeff\n" + documents);
    String packed = text.gzip("packed.gz", documents.replace("\n", "\r\n"));
    StringBuilder json = new StringBuilder();
    for (String document : documents.strip().split("\n\n")) {
      json.append("{\"id\": 1, \"body\": \"").append(document.replace("\n", "\\n")).append("\"}\n");
    }
    String lines = text.write("lines.jsonl", json.toString());
    int half = documents.indexOf("\n\n", documents.length() / 2) + 2;
    text.write("half/2.txt", documents.substring(half));
    text.write("half/1.txt", documents.substring(0, half));
    prepare("data1", train(plain));
    prepare("data2", train(packed));
    prepare("data3", train(lines), "text.format = jsonl", "text.field = body");
    prepare("data4", train(folder + "/half/*.txt"));
    for (String part : List.of("train", "valid", "test")) {
      assertThat(checksums("data2/" + part)).isEqualTo(checksums("data1/" + part));
      assertThat(checksums("data3/" + part)).isEqualTo(checksums("data1/" + part));
      assertThat(checksums("data4/" + part)).isEqualTo(checksums("data1/" + part));
    }
    assertThat(Files.readString(folder.resolve("data3/vocab.txt")))
        .isEqualTo(Files.readString(folder.resolve("data1/vocab.txt")));
  }

  @Test
  void documentsAreJoinedWhereThatIsAskedFor() {
    String file = text.write("a.txt", EnglishText.documents(400, 4));
    prepare("data", train(file), "text.documents = joined");
    PreparedText data = text.open("data");
    int separator = data.wordPiece().vocabulary().separator();
    assertThat(trained(data, 1))
        .anyMatch(
            sequence -> Arrays.stream(sequence.ids()).filter(id -> id == separator).count() > 1);
    assertThat(data.manifest().part("train").leftOut()).isLessThan(3);
    assertThat(data.valid(spark))
        .allMatch(
            sequence -> Arrays.stream(sequence.ids()).filter(id -> id == separator).count() == 1);
  }

  @Test
  void takesAPublishedVocabulary() throws IOException {
    String file = text.write("a.txt", EnglishText.documents(200, 5));
    prepare("learnt", train(file), "wordpiece.lower-case = false");
    String tokenizer = folder + "/learnt/tokenizer.json";
    prepare("data", train(file), "wordpiece.vocabulary = \"" + tokenizer + "\"");
    assertThat(checksums("data/train")).isEqualTo(checksums("learnt/train"));
    assertThat(text.open("data").wordPiece().rules().lowerCase()).isFalse();
    String vocabulary = folder + "/learnt/vocab.txt";
    prepare("lower", train(file), "wordpiece.vocabulary = \"" + vocabulary + "\"");
    assertThat(text.open("lower").wordPiece().rules().lowerCase()).isTrue();
    assertThat(text.open("lower").manifest().inputs().get(1).part()).isEqualTo("vocabulary");
  }

  @Test
  void doesNothingTheSecondTimeAndMendsWhatIsDamaged() throws IOException {
    String file = text.write("a.txt", EnglishText.documents(200, 6));
    TextManifest first = prepare("data", train(file)).manifest();
    Map<String, String> before = checksums("data");
    assertThat(prepare("data", train(file))).isEqualTo(new Result<>(first, Outcome.ALREADY_THERE));
    Files.writeString(folder.resolve("data/vocab.txt"), "[PAD]\n");
    assertThat(prepare("data", train(file)).outcome()).isEqualTo(Outcome.PREPARED);
    assertThat(checksums("data")).isEqualTo(before);
    TextSettings other = EnglishText.settings(train(file), "masking.share = 0.2");
    assertThat(text.open("data").difference(other)).contains("masking.share was 0.15, is 0.2");
    assertThat(text.open("data").difference(EnglishText.settings(train(file)))).isEmpty();
    assertThatThrownBy(
            () ->
                new PrepareTextJob(other, said::add)
                    .run(spark, text.path("data"), List.of(text.path("data"))))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining("use a new run directory");
  }

  @Test
  void aLineOfTenMegabytesIsTakenAsSeveral() {
    String line = "the old house sees a bird, ".repeat(10_000_000 / 27);
    String file = text.write("a.txt", EnglishText.documents(100, 7) + line + "\n");
    TextManifest manifest = prepare("data", train(file)).manifest();
    assertThat(manifest.part("train").pieces()).isGreaterThan(2_000_000);
    assertThat(said)
        .filteredOn(told -> told.startsWith("warning"))
        .containsExactly(
            "warning: "
                + file
                + ": 1 lines of more than 65,536 characters are taken as several; expected a"
                + " sentence or a paragraph a line");
  }

  @Test
  void textThatIsNotUtf8() {
    String file = text.write("a.txt", "one\n\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(
        ErrorKind.DATA, file + ":3: invalid UTF-8 at byte 4 (0xE9) of the line", train(file));
  }

  @Test
  void noText() {
    String file = text.write("a.txt", "\n \n\t\n\u200b\n");
    String message = file + ": no text; expected documents with blank lines between them";
    assertRefused(ErrorKind.DATA, message, train(file));
    String empty = text.write("b.txt", "");
    assertRefused(ErrorKind.DATA, empty + ": no text", train(empty));
    String json = text.write("c.jsonl", "{\"text\": \"\"}\n{\"text\": \" \"}\n");
    assertRefused(ErrorKind.DATA, json + ": no text", train(json), "text.format = jsonl");
  }

  @Test
  void emptyDocumentsAreNone() {
    String json = "{\"text\": \"\"}\n";
    StringBuilder lines = new StringBuilder();
    for (String document : EnglishText.documents(200, 8).strip().split("\n\n")) {
      lines.append("{\"text\": \"").append(document.replace("\n", "\\n")).append("\"}\n" + json);
    }
    String file = text.write("a.jsonl", lines.toString());
    TextManifest manifest = prepare("data", train(file), "text.format = jsonl").manifest();
    assertThat(manifest.part("train").documents()).isEqualTo(170);
    assertThat(manifest.part("valid").documents()).isEqualTo(20);
  }

  @Test
  void jsonWithoutTheField() {
    String file = text.write("a.jsonl", "{\"text\": \"one\"}\n{\"body\": \"two\"}\n");
    assertRefused(
        ErrorKind.DATA,
        file + ":2: no field 'text'; expected a JSON object a line, with the text in the field",
        train(file),
        "text.format = jsonl");
    String number = text.write("b.jsonl", "{\"text\": 7}\n");
    assertRefused(
        ErrorKind.DATA,
        number + ":1: no text but 7 in the field 'text'",
        train(number),
        "text.format = jsonl");
    String plain = text.write("c.jsonl", "text\n");
    assertRefused(ErrorKind.DATA, plain + ":1: no JSON", train(plain), "text.format = jsonl");
  }

  @Test
  void tooLittleText() {
    String file = text.write("a.txt", EnglishText.documents(25, 9));
    assertRefused(ErrorKind.DATA, "no sequence is left for train: of 0 documents", train(file));
    String few = text.write("b.txt", EnglishText.documents(31, 9));
    assertRefused(ErrorKind.DATA, "too few for 40 shards", train(few), "text.shards = 40");
  }

  @Test
  void filesThatAreNotThere() {
    assertRefused(ErrorKind.USAGE, "mosnas.text.train names no file");
    String none = folder + "/none*.txt";
    assertRefused(
        ErrorKind.DATA,
        "mosnas.text.train: no such file: " + none + "; check the path",
        train(none));
    String file = text.write("a.txt", EnglishText.documents(60, 9));
    assertRefused(
        ErrorKind.USAGE,
        "mosnas.text.test names no files and mosnas.text.holdout.test is 0",
        train(file),
        "text.holdout.test = 0");
    assertRefused(
        ErrorKind.DATA,
        "mosnas.wordpiece.vocabulary: no such file: /no/vocab.txt",
        train(file),
        "wordpiece.vocabulary = /no/vocab.txt");
    String vocabulary = text.write("vocab.txt", "[UNK]\n[PAD]\n[CLS]\n[SEP]\n[MASK]\n");
    assertRefused(
        ErrorKind.DATA,
        vocabulary + ": [PAD] must be the first token",
        train(file),
        "wordpiece.vocabulary = \"" + vocabulary + "\"");
  }

  private void assertRefused(ErrorKind kind, String message, String... lines) {
    assertThatThrownBy(() -> prepare("refused", lines))
        .isInstanceOfSatisfying(
            MosnasException.class, failure -> assertThat(failure.kind()).isEqualTo(kind))
        .hasMessageContaining(message);
    assertThat(folder.resolve("refused")).doesNotExist();
    assertThat(folder.resolve(".refused.new")).doesNotExist();
  }
}
