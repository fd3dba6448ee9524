package org.mosnas.spark.labelled.prepare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.mosnas.model.task.labelled.BadLines;
import org.mosnas.model.task.labelled.LabelKind;
import org.mosnas.model.task.labelled.LabelledColumns;
import org.mosnas.model.task.labelled.LabelledLayout;
import org.mosnas.model.text.wordpiece.Normalization;
import org.mosnas.model.text.wordpiece.WordPiece;
import org.mosnas.model.text.wordpiece.WordPieceVocabulary;
import org.mosnas.spark.labelled.prepare.LabelledSettings.Form;
import org.mosnas.spark.labelled.prepare.LabelledSettings.PartFiles;

/** Files of labelled texts and settings for tests. */
public final class LabelledFolder {
  private static final List<String> WARM = List.of("sun", "sand", "sea", "heat", "palm");
  private static final List<String> COLD = List.of("ice", "snow", "wind", "frost", "pine");

  /** Knows the words of the texts. */
  public static final WordPiece TOKENIZER =
      new WordPiece(
          new WordPieceVocabulary(
              Stream.of(
                      List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "and", "."), WARM, COLD)
                  .flatMap(List::stream)
                  .toList()),
          Normalization.UNCASED);

  private final Path folder;

  /** In a folder that exists. */
  public LabelledFolder(Path folder) {
    this.folder = folder;
  }

  /** Writes lines; returns the path. */
  public String write(String name, List<String> lines) {
    return write(name, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  String write(String name, byte[] bytes) {
    try {
      return Files.write(folder.resolve(name), bytes).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes texts about warm and cold places, as {@code text} and {@code label}. */
  public String classes(String name, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> lines = new ArrayList<>(List.of("id\ttext\tlabel"));
    for (int i = 0; i < count; i++) {
      lines.add(
          i
              + "\t"
              + text(random, i % 2 == 0 ? WARM : COLD)
              + "\t"
              + (i % 2 == 0 ? "warm" : "cold"));
    }
    return write(name, lines);
  }

  /** Writes pairs of texts and how many of the ten words the two are apart, laid out as STS-B. */
  public String numbers(String name, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> lines =
        new ArrayList<>(
            List.of(
                "index\tgenre\tfilename\tyear\told_index\tsource1\tsource2\tsentence1\tsentence2\tscore"));
    for (int i = 0; i < count; i++) {
      String text = text(random, WARM);
      boolean near = random.nextBoolean();
      lines.add(
          String.join(
              "\t",
              "0",
              "g",
              "f",
              "2012",
              "1",
              "s",
              "s",
              text,
              near ? text : text(random, COLD),
              near ? "5.000" : "0." + random.nextInt(10)));
    }
    return write(name, lines);
  }

  /** Writes documents of two sentences about warm or cold places. */
  public String documents(String name, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> words = i % 2 == 0 ? WARM : COLD;
      lines.addAll(List.of(text(random, words), text(random, words), ""));
    }
    return write(name, lines);
  }

  private static String text(SplittableRandom random, List<String> words) {
    StringBuilder text = new StringBuilder(words.get(random.nextInt(words.size())));
    for (int more = random.nextInt(4); more >= 0; more--) {
      text.append(" and ").append(words.get(random.nextInt(words.size())));
    }
    return text.append('.').toString();
  }

  /** Settings for classes in three files. */
  public static LabelledSettings classes(String train, String dev, String... test) {
    return new LabelledSettings(
        new PartFiles(List.of(train), List.of(dev), List.of(test)),
        new Form(
            LabelledLayout.TSV, LabelKind.CLASSES, LabelledColumns.named(List.of("text"), "label")),
        BadLines.REFUSE,
        16,
        3);
  }

  /** Settings for files of a published layout. */
  public static LabelledSettings published(LabelledLayout layout, String train, String dev) {
    return new LabelledSettings(
        new PartFiles(List.of(train), List.of(dev), List.of()),
        new Form(layout, layout.kind(), layout.columns()),
        BadLines.REFUSE,
        24,
        2);
  }

  /** The path of a folder in this one. */
  public org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path("file:" + folder.resolve(name));
  }

  /** Opens prepared data. */
  public LabelledData open(String name) {
    return LabelledData.open(path(name), new Configuration());
  }

  static LabelledPreparation preparation(LabelledSettings settings) {
    return new LabelledPreparation(settings, TOKENIZER, line -> {});
  }
}
