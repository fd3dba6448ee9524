package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosnas.spark.labelled.prepare.LabelledFolder;
import org.mosnas.spark.testing.SparkExtension;

/** BERTs that learn labels, from files to the table of a run. */
@ExtendWith(SparkExtension.class)
class LabelledRunTest {
  @TempDir private Path folder;
  private LabelledFolder text;
  private String run;

  @BeforeEach
  void write() {
    text = new LabelledFolder(folder);
    run = folder.resolve("run").toString();
  }

  @Test
  void networksAreTrainedForLabelsAlone(SparkSession unused) throws IOException {
    String vocabulary = text.write("vocab.txt", LabelledFolder.TOKENIZER.vocabulary().tokens());
    String table =
        succeed(
            "run",
            "--run-dir",
            run,
            "--conf",
            settings("labelled"),
            "--set",
            "wordpiece.vocabulary=" + vocabulary);
    assertThat(table)
        .contains("accuracy", "macro F1", "majority class", "naive Bayes", "by class:")
        .containsPattern("60 texts · ±");
    assertThat(accuracy(table, "searched, finetuned")).as(table).isGreaterThan(90);
    assertThat(accuracy(table, "majority class")).isEqualTo(50);
    assertThat(folder.resolve("run/evaluate/winner.txt")).content().contains("warm\n", "cold\n");
    assertThat(succeed("run", "--run-dir", run, "--resume")).contains("evaluate is already done");
    Document report = report();
    assertThat(report.select("#data caption").eachText())
        .containsExactly("Texts and their tokens", "Texts by class", "Texts by length");
    assertThat(report.select("#data tbody tr:contains(cold)").text()).matches("cold 150 30 30");
    assertThat(report.select("#confusion tbody tr")).hasSize(2);
    assertThat(report.select("#samples h2").text()).isEqualTo("Answers");
    assertThat(report.select("#data-to-finetune-on")).isEmpty();
  }

  @Test
  void pretrainedNetworksAreFinetunedOnLabels(SparkSession unused) throws IOException {
    String vocabulary = text.write("vocab.txt", LabelledFolder.TOKENIZER.vocabulary().tokens());
    String table =
        succeed(
            "run",
            "--run-dir",
            run,
            "--conf",
            settings("masked-language-model"),
            "--set",
            "wordpiece.vocabulary=" + vocabulary,
            "--set",
            "finetune.task=labelled",
            "--set",
            MicroLabelledRun.text(text));
    assertThat(table).contains("naive Bayes", "largest, finetuned", "by class:");
    assertThat(accuracy(table, "searched, finetuned")).as(table).isGreaterThan(90);
    assertThat(folder.resolve("run/target-data/tokenizer.json"))
        .hasSameTextualContentAs(folder.resolve("run/data/tokenizer.json"));
    Document report = report();
    assertThat(report.select("#data caption").eachText())
        .contains("Sequences and their tokens", "Sequences by length");
    assertThat(report.select("#data-to-finetune-on caption").eachText()).contains("Texts by class");
    assertThat(report.select("#confusion tbody tr")).hasSize(2);
    Files.writeString(folder.resolve("run/evaluate/winner.txt"), "warm\n");
    assertThat(report().select("#samples .missing").text())
        .contains("has 1 lines, the test set 60 texts");
  }

  @Test
  void finetuningIsTriedWithSettingsAndSeeds(SparkSession unused) throws IOException {
    String vocabulary = text.write("vocab.txt", LabelledFolder.TOKENIZER.vocabulary().tokens());
    String[] command = {
      "run",
      "--run-dir",
      run,
      "--conf",
      settings("labelled"),
      "--set",
      "wordpiece.vocabulary=" + vocabulary,
      "--set",
      "finetune.sweep.learning-rates=[1e-5, 5e-3]",
      "--seeds",
      "2"
    };
    String table = succeed(command);
    assertThat(table)
        .contains("accuracy by seed, the one with the best validation loss first")
        .containsPattern(
            "searched, finetuned: [0-9.]+ [0-9.]+, mean [0-9.]+, standard deviation [0-9.]+");
    assertThat(accuracy(table, "searched, finetuned")).as(table).isGreaterThan(90);
    assertThat(report().select("#training .missing").text())
        .contains("The stage finetune was a sweep of 4 trainings", "best (rate 0.005, seed ");
    Path trials = folder.resolve("run/finetune/trials");
    assertThat(trials).isDirectoryContaining("glob:**/trial-0004");
    byte[] weights = Files.readAllBytes(folder.resolve("run/winner/weights.safetensors"));
    // As after a crash: one training is not done, and the stage has no mark.
    Files.delete(trials.resolve("trial-0004/trial.json"));
    Files.delete(folder.resolve("run/finetune/done.json"));
    long before = Files.getLastModifiedTime(trials.resolve("trial-0003/trial.json")).toMillis();
    succeed("run", "--run-dir", run, "--resume");
    assertThat(trials.resolve("trial-0004/trial.json")).exists();
    assertThat(Files.getLastModifiedTime(trials.resolve("trial-0003/trial.json")).toMillis())
        .isEqualTo(before);
    assertThat(Files.readAllBytes(folder.resolve("run/winner/weights.safetensors")))
        .isEqualTo(weights);
  }

  /** The supernet in place, and what is finetuned from the largest, which is finetuned first. */
  @Test
  void networksLearnFromTheLargest(SparkSession unused) throws IOException {
    String vocabulary = text.write("vocab.txt", LabelledFolder.TOKENIZER.vocabulary().tokens());
    String[] command = {
      "run",
      "--run-dir",
      run,
      "--conf",
      settings("masked-language-model"),
      "--resume",
      "--set",
      "finetune.task=labelled",
      "--set",
      "wordpiece.vocabulary=" + vocabulary,
      "--set",
      "text={train=\""
          + text.documents("text.txt", 200, 4)
          + "\", length=16, min-pieces=1, shards=2, holdout={valid=20, test=20}}",
      "--set",
      "train.distillation={teacher=largest, weights.relations=1, relation-heads=2}",
      "--set",
      "finetune.distillation={teacher=largest, temperature=2}"
    };
    String table = succeed(command);
    assertThat(accuracy(table, "searched, finetuned")).as(table).isGreaterThan(90);
    assertThat(Files.getLastModifiedTime(folder.resolve("run/finetune-largest/done.json")))
        .isLessThan(Files.getLastModifiedTime(folder.resolve("run/finetune/done.json")));
    assertThat(folder.resolve("run/finetune/done.json")).content().contains("\"teacher\"");
    assertThat(folder.resolve("run/finetune-largest/done.json"))
        .content()
        .doesNotContain("distillation");
    command[command.length - 1] = "finetune.distillation={teacher=largest, temperature=3}";
    assertThat(CommandRun.of(Tenants.all(), command).said())
        .contains("train is already done", "finetune-largest is already done")
        .contains("run/finetune/checkpoints/round-00002: the checkpoint is of another");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train.distillation={teacher=largest}, train.subnets=single-path"
            + "|single-path does not train the largest subnet",
        "train.distillation={teacher=largest, weights.hidden=1}"
            + "|hidden states of the teacher have 16 units, those of subnets also 8",
        "train.distillation={teacher=largest, weights.relations=1}"
            + "|relation-heads is 12, which does not divide the 16 units",
        "train.distillation={teacher=largest}, model.engine=cuda"
            + "|model.engine = cuda cannot learn from a teacher",
        "train.distillation={teacher=published}"
            + "|mosnas.train.distillation.from names no folder",
        "train.distillation={teacher=largest, weights.logits=0}"
            + "|so nothing is learnt from the teacher",
        "finetune.distillation={teacher=published}|mosnas.finetune.distillation.teacher must be",
        "finetune.distillation={teacher=largest}|only with a finetune.task that differs",
        "finetune.distillation={teacher=largest}, model.engine=cuda|cannot learn from a teacher",
      })
  void teachersThatMakeNoSenseAreRefusedBeforeAnythingIsRead(String settings, String message)
      throws IOException {
    Path file = Path.of(settings("labelled"));
    Files.writeString(file, Files.readString(file) + "\nmosnas { " + settings + " }");
    CommandRun refused =
        CommandRun.of(Tenants.all(), "run", "--run-dir", run, "--conf", file.toString());
    assertThat(refused.code()).as(refused.said()).isEqualTo(2);
    assertThat(refused.said()).contains(message);
    assertThat(folder.resolve("run/data")).doesNotExist();
  }

  @Test
  void translationsShowNothingBelowTheirScores() {
    CommandRun refused =
        CommandRun.of(
            Tenants.all(),
            "run",
            "--run-dir",
            run,
            "--set",
            "train.distillation={teacher=largest, weights.relations=1}");
    assertThat(refused.code()).as(refused.said()).isEqualTo(2);
    assertThat(refused.said())
        .contains("networks of family translation show nothing below their scores");
  }

  @Test
  void badFilesEndTheCommandWithOneMessage(SparkSession unused) throws IOException {
    String bad = text.write("bad.tsv", List.of("text\tlabel", "sun\tmild"));
    String vocabulary = text.write("vocab.txt", LabelledFolder.TOKENIZER.vocabulary().tokens());
    CommandRun refused =
        CommandRun.of(
            Tenants.all(),
            "prepare",
            "--run-dir",
            run,
            "--conf",
            settings("labelled"),
            "--set",
            "labelled.dev=" + bad,
            "--set",
            "wordpiece.vocabulary=" + vocabulary);
    assertThat(refused.code()).as(refused.said()).isEqualTo(4);
    assertThat(refused.said())
        .contains(bad + ":2: the label 'mild' is not among those of the training data");
    CommandRun without =
        CommandRun.of(
            Tenants.all(), "prepare", "--run-dir", run + "2", "--conf", settings("labelled"));
    assertThat(without.code()).as(without.said()).isEqualTo(2);
    assertThat(without.said())
        .contains("mosnas.wordpiece.vocabulary names no file; name the vocab.txt");
  }

  private String settings(String task) throws IOException {
    return MicroLabelledRun.settings(text, folder, task);
  }

  private Document report() throws IOException {
    succeed("report", run);
    return Jsoup.parse(Path.of(run, "report.html").toFile());
  }

  private static double accuracy(String table, String system) {
    String row = table.lines().filter(line -> line.startsWith(system)).findFirst().orElseThrow();
    return Double.parseDouble(row.substring(system.length()).strip().split(" ")[0]);
  }

  private static String succeed(String... arguments) {
    return CommandRun.succeeding(Tenants.all(), arguments);
  }
}
