package org.mosnas.spark.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.export.PublishedContent;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.spark.labelled.prepare.LabelledFolder;
import org.mosnas.spark.testing.SparkExtension;

/** From raw text and a labelled task to a deployed classifier, with the commands of everybody. */
@ExtendWith(SparkExtension.class)
class ClassifierIT {
  @TempDir private Path folder;

  @Test
  void aPretrainedNetworkIsFinetunedExportedVerifiedAndLabels(SparkSession unused)
      throws IOException {
    LabelledFolder text = new LabelledFolder(folder);
    Path run = folder.resolve("run");
    succeed(
        "run",
        "--run-dir=" + run,
        "--conf=" + MicroLabelledRun.settings(text, folder, "masked-language-model"),
        "--set=finetune.task=labelled",
        "--set=" + MicroLabelledRun.text(text),
        "--set=wordpiece.vocabulary="
            + text.write("vocab.txt", LabelledFolder.TOKENIZER.vocabulary().tokens()));

    assertThat(succeed("export", "--run-dir", run.toString()))
        .contains("labelled 60 test texts on the engine", "verified: scores of 60 texts within");
    Path bundle = Files.move(run.resolve("bundle"), folder.resolve("elsewhere"));
    assertThat(succeed("verify", bundle.toString())).startsWith(bundle + ": intact; scores of 60");
    assertThat(bundle.resolve("README.md"))
        .content()
        .contains(
            "# Classes of texts, model ",
            "- cold\n- warm\n",
            "| system | accuracy | macro F1 |",
            "| majority class | 50.00 (",
            "| train | 300 | 0 |",
            "its licence is not known to MoSNAS",
            "onnxruntime.InferenceSession('model.onnx')")
        .containsPattern("\\*\\*this model\\*\\* \\| [\\d.]+ \\([\\d.]+–[\\d.]+\\)");

    // What the evaluation of the run answered is what the bundle and the run answer.
    List<String> answers = Files.readAllLines(run.resolve("evaluate/winner.txt"));
    byte[] texts = testTexts().getBytes(UTF_8);
    InputRun bundled = InputRun.of(texts, List.of("classify", "--bundle", bundle.toString()));
    assertThat(bundled.exitCode()).as(bundled.err()).isZero();
    assertThat(bundled.lines()).isEqualTo(answers).contains("warm", "cold");
    InputRun ran = InputRun.of(texts, List.of("classify", "--run-dir", run.toString()));
    assertThat(ran.lines()).isEqualTo(answers);
    assertThat(InputRun.of(texts, List.of("translate", "--run-dir", run.toString())).err())
        .contains("the winner of this run learnt the task labelled, expected translation");

    succeed("export", "--run-dir", run.toString(), "--format=huggingface");
    Path published = run.resolve("huggingface");
    assertThat(succeed("verify", published.toString())).contains("and its tokenizer read back");
    DenseSubnet encoder = PublishedContent.read(published);
    assertThat(encoder.spec().toText())
        .isEqualTo(Files.readString(run.resolve("winner/subnet.yml")));
    assertThat(published.resolve("README.md")).content().contains("AutoTokenizer");
    CommandRun unknown =
        CommandRun.of(Tenants.all(), "export", "--run-dir", run.toString(), "--format=tensorflow");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.said())
        .contains(
            "the task labelled cannot be exported as tensorflow; expected bundle or huggingface");
  }

  private String testTexts() throws IOException {
    return Files.readAllLines(folder.resolve("test.tsv")).stream()
        .skip(1)
        .map(line -> line.split("\t")[1] + "\n")
        .collect(Collectors.joining());
  }

  private static String succeed(String... arguments) {
    return CommandRun.succeeding(Tenants.all(), arguments);
  }
}
