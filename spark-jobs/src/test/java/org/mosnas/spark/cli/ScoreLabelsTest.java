package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mos score --labels} says of files of labels. */
class ScoreLabelsTest {
  @TempDir private Path folder;
  private String right;
  private String better;
  private String worse;

  @BeforeEach
  void write() throws IOException {
    right = file("right", "warm\ncold\nwarm\ncold\nmild\nwarm\ncold\nmild\n");
    better = file("better", "warm\t0.9\ncold\t0.8\nwarm\ncold\nmild\nwarm\ncold\ncold\n");
    worse = file("worse", "warm\n\nwarm\ncold\ncold\ncold\nwarm\nwarm\n");
  }

  @Test
  void classesAreScoredAndTestedAgainstTheFirstFile() throws IOException {
    CommandRun table = score("--labels=classes", "--reference", right, better, worse);
    assertThat(table.code()).as(table.said()).isZero();
    assertThat(table.said())
        .contains(
            "accuracy", "macro F1", "Matthews", worse + " against " + better + ": accuracy -50")
        .contains("8 labels\n")
        .containsPattern("better +87\\.50 ")
        .containsPattern("worse +37\\.50 ");
    CommandRun json = score("--labels=classes", "--json", "--reference", right, better, worse);
    JsonNode systems = new ObjectMapper().readTree(json.said()).path("systems");
    assertThat(systems).hasSize(2);
    assertThat(systems.at("/0/scores/0/metric").asText()).isEqualTo("accuracy");
    assertThat(systems.at("/0/scores/0/value").asDouble()).isCloseTo(87.5, within(1e-9));
    assertThat(systems.at("/1/scores/0/behindWinner/difference").asDouble())
        .isCloseTo(50, within(1e-9));
  }

  @Test
  void numbersAreCorrelated() throws IOException {
    String numbers = file("numbers", "1\n2\n3.5\n-1\n");
    String doubled = file("doubled", "2\n4\n7\n-2\n");
    assertThat(score("--labels=number", "--reference", numbers, doubled).said())
        .contains("Pearson", "Spearman")
        .containsPattern("doubled +100\\.00 ");
    CommandRun refused = score("--labels=number", "--reference", numbers, right);
    assertThat(refused.code()).isEqualTo(4);
    String words = file("words", "1\n2\nx\n4\n");
    assertThat(score("--labels=number", "--reference", numbers, words).said())
        .contains("mos: " + words + ":3: the label 'x' is no finite number; correct the line");
  }

  @Test
  void whatDoesNotFitIsRefused() throws IOException {
    CommandRun kind = score("--labels=words", "--reference", right, better);
    assertThat(kind.code()).isEqualTo(2);
    assertThat(kind.said()).contains("--labels must be classes or number, was 'words'");
    String shorter = file("shorter", "warm\n");
    CommandRun lines = score("--labels=classes", "--reference", right, shorter);
    assertThat(lines.code()).isEqualTo(4);
    assertThat(lines.said()).contains(shorter + " has 1 lines, the reference " + right + " has 8;");
    String empty = file("empty", "");
    assertThat(score("--labels=classes", "--reference", right, empty).said())
        .contains(empty + " is empty; expected a label per line");
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static CommandRun score(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "score";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return CommandRun.of(Tenants.all(), command);
  }
}
