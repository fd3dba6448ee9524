package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that do not fit together are refused before any data is read: here there are none. */
class FittingSettingsTest {
  @TempDir private Path folder;

  @Test
  void labelledTextsLongerThanTheSpaceReads() {
    assertThat(refused("task=labelled", "labelled.max-length=600"))
        .contains(
            "mosnas.labelled.max-length = 600: networks of this space read at most 128 tokens"
                + " (mosnas.space.positions)");
    assertThat(refused("finetune.task=labelled", "labelled.max-length=129"))
        .contains("mosnas.labelled.max-length = 129");
  }

  @Test
  void textLongerThanTheSpaceReads() {
    assertThat(refused("text.length=600"))
        .contains("mosnas.text.length = 600: networks of this space read at most 128 tokens");
  }

  @Test
  void anObjectiveForNumbersWhereLabelsAreClasses() {
    assertThat(refused("task=labelled", "train.objective=squared-error"))
        .contains(
            "mosnas.train.objective = squared-error is for networks that answer with a number,"
                + " and by mosnas.labelled.kind = classes they do not");
    assertThat(
            refused(
                "finetune.task=labelled",
                "labelled.layout=sst-2",
                "finetune.objective=squared-error"))
        .contains(
            "mosnas.finetune.objective = squared-error", "by mosnas.labelled.layout = sst-2 they");
  }

  @Test
  void anObjectiveForNumbersWhereTokensAreGuessed() {
    assertThat(refused("train.objective=squared-error"))
        .contains("by mosnas.task = masked-language-model they do not");
  }

  private String refused(String... keys) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("run", "--run-dir", folder.resolve("run").toString()));
    arguments.addAll(List.of("--set", "task=masked-language-model", "--set", "space.family=bert"));
    for (String key : keys) {
      arguments.addAll(List.of("--set", key));
    }
    CommandRun run = CommandRun.of(Tenants.all(), arguments.toArray(String[]::new));
    assertThat(run.code()).as(run.said()).isEqualTo(2);
    return run.said();
  }
}
