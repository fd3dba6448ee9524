package org.mosnas.model.task.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosnas.model.text.TextLines;

class NaiveBayesTest {
  private static final Path ARCHIVE = Path.of("../../shared/data/labelled-tasks.tar.xz");

  @TempDir private Path folder;

  /** The example of Manning, Raghavan and Schütze, Introduction to Information Retrieval, 13.2. */
  @Test
  void answersAsTheTextbook() {
    NaiveBayes words = textbook();
    assertThat(words.classify(List.of("Chinese Chinese Chinese Tokyo Japan"))).isEqualTo(1);
    assertThat(words.classify(List.of("Tokyo, Japan"))).isZero();
    assertThat(words.majority()).isEqualTo(1);
  }

  @Test
  void wordsThatNobodyKnowsSayNothing() {
    assertThat(textbook().classify(List.of("Berlin Berlin"))).isEqualTo(1);
  }

  @Test
  void partsAddUp() {
    NaiveBayes all = new NaiveBayes(2);
    NaiveBayes first = new NaiveBayes(2);
    NaiveBayes second = new NaiveBayes(2);
    for (int i = 0; i < 20; i++) {
      List<String> text = List.of("w" + i % 3, "v" + i % 4);
      all.add(text, i % 2);
      (i < 7 ? first : second).add(text, i % 2);
    }
    first.merge(second);
    for (int i = 0; i < 12; i++) {
      List<String> text = List.of("w" + i % 3, "v" + i % 4);
      assertThat(first.classify(text)).isEqualTo(all.classify(text));
    }
  }

  @Test
  void wordsOfASecondTextAreOthers() {
    NaiveBayes words = new NaiveBayes(2);
    words.add(List.of("left", "right"), 0);
    words.add(List.of("right", "left"), 1);
    assertThat(words.classify(List.of("left", "right"))).isZero();
    assertThat(words.classify(List.of("right", "left"))).isEqualTo(1);
  }

  /** Accuracies of another implementation, whose words are not quite the same. */
  @ParameterizedTest
  @CsvSource({
    "lt-acceptability, .555",
    "deb-synopsis, .565",
    "deb-section, .811",
    "sotu-party, .629",
    "brown-genre, .786"
  })
  void agreesWithAnotherImplementation(String task, double expected) throws Exception {
    assumeTrue(Files.exists(ARCHIVE), "skipped: no corpora for experiments in ../shared/data");
    unpack(task);
    List<String> texts =
        task.equals("deb-synopsis") ? List.of("sentence1", "sentence2") : List.of("sentence");
    LabelledReader reader =
        new LabelledReader(LabelledColumns.named(texts, "label"), BadLines.REFUSE);
    LabelledPart train = read(reader, task, "train", LabelCheck.ANY_NAME);
    var classes = new Labelling.Classes(train.places().keySet().stream().sorted().toList());
    NaiveBayes words = new NaiveBayes(classes.names().size());
    train.texts().forEach(text -> words.add(text.texts(), classes.number(text.label())));
    LabelledPart dev = read(reader, task, "dev", classes);
    long right =
        dev.texts().stream()
            .filter(text -> words.classify(text.texts()) == classes.number(text.label()))
            .count();
    assertThat((double) right / dev.texts().size()).isCloseTo(expected, within(0.025));
  }

  private LabelledPart read(LabelledReader reader, String task, String part, LabelCheck check) {
    try (TextLines lines = TextLines.open(folder.resolve(task).resolve(part + ".tsv"))) {
      return reader.read(lines, check);
    }
  }

  private void unpack(String task) throws IOException, InterruptedException {
    Process tar =
        new ProcessBuilder(
                "tar",
                "-xJf",
                ARCHIVE.toString(),
                "-C",
                folder.toString(),
                "--wildcards",
                "*" + task + "/*")
            .inheritIO()
            .start();
    assumeTrue(tar.waitFor() == 0, "skipped: tar cannot read .tar.xz here");
  }

  private static NaiveBayes textbook() {
    NaiveBayes words = new NaiveBayes(2);
    words.add(List.of("Chinese Beijing Chinese"), 1);
    words.add(List.of("Chinese Chinese Shanghai"), 1);
    words.add(List.of("Chinese Macao"), 1);
    words.add(List.of("Tokyo Japan Chinese"), 0);
    return words;
  }
}
