package org.mosnas.spark.labelled.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mosnas.spark.labelled.prepare.LabelledFolder.classes;
import static org.mosnas.spark.labelled.prepare.LabelledFolder.preparation;
import static org.mosnas.spark.labelled.prepare.LabelledFolder.published;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.task.labelled.LabelledLayout;
import org.mosnas.spark.labelled.prepare.LabelledSettings.PartFiles;
import org.mosnas.spark.testing.SparkExtension;

@ExtendWith(SparkExtension.class)
class LabelledBadInputTest {
  @TempDir private Path folder;
  private SparkSession spark;
  private LabelledFolder text;
  private String good;

  @BeforeEach
  void open(SparkSession session) {
    spark = session;
    text = new LabelledFolder(folder);
    good = text.classes("good.tsv", 20, 1);
  }

  @Test
  void missingColumn() {
    String file = text.write("t.tsv", List.of("sentence\tlabel", "sun\ta"));
    assertRefused(
        classes(file, good),
        ErrorKind.DATA,
        file + ":1: no column 'text'; the first line names sentence, label: say with");
  }

  @Test
  void wrongNumberOfColumns() {
    String file = text.write("t.tsv", List.of("text\tlabel", "sun\ta", "sea\t\"\ta"));
    assertRefused(
        classes(file, good), ErrorKind.DATA, file + ":3: 3 columns, expected 2 (text, label) with");
  }

  @Test
  void emptyText() {
    String file = text.write("t.tsv", List.of("text\tlabel", " \ta"));
    assertRefused(classes(file, good), ErrorKind.DATA, file + ":2: no text in the column 'text'");
  }

  @Test
  void notUtf8() {
    String file =
        text.write("t.tsv", "text\tlabel\nz\u00fcge\ta\n".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(classes(file, good), ErrorKind.DATA, file + ":2: invalid UTF-8 at byte 2 (0xFC)");
  }

  @Test
  void unknownLabelInTheDevelopmentSet() {
    String dev = text.write("d.tsv", List.of("text\tlabel", "sun\twarm", "sea\tmild"));
    assertRefused(
        classes(good, dev),
        ErrorKind.DATA,
        dev + ":3: the label 'mild' is not among those of the training data (cold, warm);");
    assertRefused(
        classes(good, good, dev), ErrorKind.DATA, dev + ":3: the label 'mild' is not among");
  }

  @Test
  void classOfOneExample() {
    String file =
        text.write("t.tsv", List.of("text\tlabel", "sun\ta", "sea\tb", "ice\ta", "palm\ta"));
    assertRefused(
        classes(file, good),
        ErrorKind.DATA,
        file + ":3: the class 'b' has a single example, and 2 classes are there; nothing can be");
  }

  @Test
  void onlyOneClass() {
    String file = text.write("t.tsv", List.of("text\tlabel", "sun\ta", "sea\ta"));
    assertRefused(
        classes(file, good),
        ErrorKind.DATA,
        file
            + ":2: all 2 examples to train on are of the class 'a'; expected at least two classes");
  }

  @Test
  void noNumber() {
    List<String> header =
        List.of(
            "index\tgenre\tfilename\tyear\told_index\tsource1\tsource2\tsentence1\tsentence2\tscore",
            "0\tg\tf\t2012\t1\ts\ts\tsun\tsea\thigh");
    String file = text.write("t.tsv", header);
    assertRefused(
        published(LabelledLayout.STS_B, file, good),
        ErrorKind.DATA,
        file + ":2: the label 'high' is no finite number; correct the line");
  }

  @Test
  void noExamples() {
    String file = text.write("t.tsv", List.of("text\tlabel"));
    assertRefused(
        classes(file, good),
        ErrorKind.DATA,
        file + ": no examples; expected one a line (mosnas.labelled.train)");
    assertRefused(
        classes(text.write("e.tsv", new byte[0]), good),
        ErrorKind.DATA,
        folder + "/e.tsv: the file is empty; expected a line with the names of the columns");
  }

  @Test
  void noFiles() {
    LabelledSettings none =
        new LabelledSettings(
            new PartFiles(List.of(), List.of(good), List.of()),
            classes(good, good).form(),
            classes(good, good).badLines(),
            16,
            1);
    assertRefused(none, ErrorKind.USAGE, "mosnas.labelled.train names no file; name the files");
    assertRefused(
        classes(folder + "/no.tsv", good),
        ErrorKind.DATA,
        "mosnas.labelled.train: no such file: " + folder + "/no.tsv; check the path");
  }

  @Test
  void tooFewForTheirShardsOrForTwoHalves() {
    LabelledSettings settings = classes(good, good);
    assertRefused(
        new LabelledSettings(settings.files(), settings.form(), settings.badLines(), 16, 21),
        ErrorKind.DATA,
        "20 examples to train on are too few for 21 shards; add examples or lower mosnas.labelled");
    assertRefused(
        classes(good, text.write("d.tsv", List.of("text\tlabel", "sun\twarm"))),
        ErrorKind.DATA,
        "the development set of 1 examples is too small to be halved; name files to test on");
  }

  private void assertRefused(LabelledSettings settings, ErrorKind kind, String message) {
    assertThatThrownBy(() -> preparation(settings).run(spark, text.path("data"), List.of()))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind))
        .hasMessageStartingWith(message);
    assertThat(folder.resolve("data")).doesNotExist();
  }
}
