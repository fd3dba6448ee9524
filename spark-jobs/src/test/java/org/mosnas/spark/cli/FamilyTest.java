package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.example.bags.BagFamily;
import org.mosnas.example.reconstruction.ParityTask;
import org.mosnas.example.reconstruction.ReconstructionTask;
import org.mosnas.spark.task.Catalog;
import org.mosnas.spark.testing.SparkExtension;

/**
 * A family of networks and a task that this program knows nothing of, from data to a report, with
 * the commands that everybody uses.
 */
@ExtendWith(SparkExtension.class)
class FamilyTest {
  private static final Catalog CATALOG =
      Tenants.all().with(new BagFamily()).with(new ReconstructionTask()).with(new ParityTask());

  private static final String SETTINGS =
      """
      mosnas {
        task = reconstruction
        space { family = bags, embed = [16, 8], hidden = [32, 16, 8] }
        bags.count = 600
        model.mixture { experts = 2, hidden-size = 8 }
        train {
          rounds = 6, updates-per-round = 40, max-tokens = 256, max-length = 8
          learning-rate { peak = 1e-2, warmup-updates = 10 }, dropout.residual = 0
        }
        finetune {
          rounds = 2, updates-per-round = 40, learning-rate { peak = 5e-3, warmup-updates = 5 }
        }
        validation.sentences = 60
        search {
          limit { latency-fraction = null, parameters = 600 }
          evolution { population = 4, parents = 1, mutations = 2, crossovers = 1, generations = 2 }
        }
        profile { rounds = 3, warm-up-rounds = 2, calibration { networks = 0, rounds = 3 } }
      }
      """;

  @TempDir private Path folder;

  @Test
  void anotherFamilyIsTrainedProfiledSearchedAndEvaluated(SparkSession unused) throws IOException {
    Path settings = Files.writeString(folder.resolve("bags.conf"), SETTINGS);
    String run = folder.resolve("run").toString();
    String table = succeed("run", "--run-dir", run, "--conf", settings.toString());
    assertThat(table)
        .contains("accuracy", "largest, inherited weights", "searched, finetuned")
        .containsPattern("always word 0 +\\d")
        .containsPattern("\\d+ words · ±");
    assertThat(accuracy(table, "searched, finetuned"))
        .as(table)
        .isGreaterThan(accuracy(table, "always word 0") + 20);
    assertThat(folder.resolve("run/search/subnet.yml")).content().contains("\"hidden\"");

    assertThat(succeed("run", "--run-dir", run, "--resume")).contains("evaluate is already done");
    assertThat(succeed("space", "--space", settings.toString())).contains("space bags: 6 subnets");
    assertThat(succeed("runs", folder.toString())).contains("succeeded");
    succeed("report", run);
    assertThat(folder.resolve("run/report.html")).content().contains("</html>", "bag 1");
  }

  @Test
  void theSearchedSubnetIsFinetunedOnAnotherTask(SparkSession unused) throws IOException {
    Path settings = Files.writeString(folder.resolve("bags.conf"), SETTINGS);
    String run = folder.resolve("run").toString();
    String table =
        succeed(
            "run",
            "--run-dir",
            run,
            "--conf",
            settings.toString(),
            "--from-scratch",
            "--set",
            "finetune.task=parity");
    assertThat(table)
        .contains("largest, finetuned", "random search, finetuned", "searched, without pretraining")
        .doesNotContain("inherited weights")
        .containsPattern("always even +\\d");
    assertThat(accuracy(table, "searched, finetuned")).as(table).isGreaterThan(90);
    assertThat(succeed("run", "--run-dir", run, "--resume"))
        .contains("finetune-largest is already done", "evaluate is already done");
  }

  @Test
  void whatNobodyKnowsIsRefusedWithWhatIsKnown() {
    assertThat(refused("task=summaries"))
        .contains("mosnas.task must be one of translation, ")
        .contains(", reconstruction, parity, was summaries");
    assertThat(refused("space.family=mlp"))
        .contains("mosnas.space.family must be one of translation, ", ", bags, was mlp");
    assertThat(refused("space={family=bags, qkv-size=8}"))
        .contains("unknown key mosnas.space.qkv-size");
  }

  private String refused(String assignment) {
    String run = folder.resolve("refused").toString();
    CommandRun refused = CommandRun.of(CATALOG, "run", "--run-dir", run, "--set", assignment);
    assertThat(refused.code()).as(refused.said()).isEqualTo(2);
    return refused.said();
  }

  private static double accuracy(String table, String system) {
    String row = table.lines().filter(line -> line.startsWith(system)).findFirst().orElseThrow();
    return Double.parseDouble(row.substring(system.length()).strip().split(" ")[0]);
  }

  private static String succeed(String... arguments) {
    return CommandRun.succeeding(CATALOG, arguments);
  }
}
