package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.family.bert.BertShape;
import org.mosnas.model.family.bert.BertSpec;
import org.mosnas.model.family.bert.published.PublishedConfig;
import org.mosnas.model.family.bert.published.PublishedWeights;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.spark.labelled.prepare.LabelledFolder;
import org.mosnas.spark.testing.SparkExtension;

/** Members of a supernet that began as a published encoder, beside what is cut out of that. */
@ExtendWith(SparkExtension.class)
class CutComparisonTest {
  private static final String SETTINGS =
      """
      mosnas {
        task = masked-language-model
        text { train = "%s", length = 16, min-pieces = 1, shards = 2, holdout { valid = 20, test = 20 } }
        labelled { train = "%s", dev = "%s", test = "%s", max-length = 16, shards = 2 }
        wordpiece.vocabulary = "%s"
        space {
          family = bert, name = tiny, layout = homogeneous, hidden = [16], heads = [2]
          ffn-ratio = [2, 1], layers = [2, 1], positions = 16, reference-length = 16
        }
        model.init.from = "%s"
        compare.cut = true
        train {
          rounds = 2, updates-per-round = 10, max-tokens = 256, max-length = 16
          learning-rate { schedule = linear, peak = 1e-2, warmup-updates = 10 }, dropout.residual = 0
        }
        finetune {
          task = labelled
          rounds = 1, updates-per-round = 10, learning-rate { peak = 5e-3, warmup-updates = 5 }
        }
        validation.sentences = 20
        search {
          limit.latency-fraction = null
          limits = [
            { name = half, parameters { min = 2700, max = 4200 } }
            { name = third, parameters = 2690 }
          ]
          random-search = false
          evolution { population = 4, parents = 1, mutations = 2, crossovers = 1, generations = 1 }
        }
        profile { rounds = 2, warm-up-rounds = 2, calibration { networks = 0, rounds = 2 } }
      }
      """;

  @TempDir private Path folder;

  @Test
  void membersStandBesideWhatIsCutAndWhatWasPublished(SparkSession unused) throws IOException {
    LabelledFolder text = new LabelledFolder(folder);
    Path encoder = encoder(LabelledFolder.TOKENIZER.vocabulary().size());
    Path settings =
        Files.writeString(
            folder.resolve("cut.conf"),
            String.format(
                Locale.ROOT,
                SETTINGS,
                text.documents("text.txt", 200, 4),
                text.classes("train.tsv", 200, 1),
                text.classes("dev.tsv", 40, 2),
                text.classes("test.tsv", 40, 3),
                text.write("vocab.txt", LabelledFolder.TOKENIZER.vocabulary().tokens()),
                encoder));
    String run = folder.resolve("run").toString();
    String table = succeed("run", "--run-dir", run, "--conf", settings.toString());
    assertThat(table)
        .contains("before: masked accuracy %")
        .containsPattern("(?m)^published network, finetuned +\\d.*±.*±.* \\d")
        .containsPattern("(?m)^half: cut from the published network, finetuned +\\d.*±.*±.* \\d")
        .containsPattern("(?m)^third: cut from the published network, finetuned +\\d.*±.*±.* \\d")
        .containsPattern("(?m)^third: searched, finetuned +\\d.*±.*±.* \\d")
        .contains("of \"third: searched, finetuned\" less that of")
        .containsPattern("before: with the weights that finetuning began with; of \\d+ sequences")
        .doesNotContain("has no head");
    assertThat(folder.resolve("run/run.json"))
        .content()
        .contains("\"before-masked-accuracy\"", "\"cut-third\"", "\"published\"");
    assertThat(folder.resolve("run/evaluate/cut-third-before.txt")).isNotEmptyFile();
    assertThat(Files.readString(folder.resolve("run/finetune-cut/subnet.yml")))
        .as("the winner's architecture with other weights")
        .isEqualTo(Files.readString(folder.resolve("run/winner/subnet.yml")));
    assertThat(succeed("run", "--run-dir", run, "--resume"))
        .contains("finetune-cut-third is already done", "evaluate is already done");
    succeed("report", run);
  }

  /** Two layers of 16 units, as the largest network of the space. */
  private Path encoder(int vocabulary) throws IOException {
    BertShape shape = BertShape.of(BertSpec.homogeneous(2, 16, 2, 32), vocabulary, 16);
    Path target = Files.createDirectories(folder.resolve("encoder"));
    try (ParameterBank bank = Initializer.initialize(Supernet.plain(shape), 3);
        OutputStream out = Files.newOutputStream(target.resolve(PublishedWeights.FILE))) {
      PublishedWeights.write(out, new DenseSubnet(shape, bank.toArray()));
    }
    Files.writeString(target.resolve(PublishedConfig.FILE), PublishedConfig.of(shape).toJson());
    return target;
  }

  private static String succeed(String... arguments) {
    return CommandRun.succeeding(Tenants.all(), arguments);
  }
}
