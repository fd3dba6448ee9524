package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.example.bags.BagFamily;
import org.mosnas.example.reconstruction.ParityTask;
import org.mosnas.example.reconstruction.ReconstructionTask;
import org.mosnas.spark.task.Catalog;
import org.mosnas.spark.testing.SparkExtension;

/** One supernet, several limits: from the search to the table, the list of runs and the report. */
@ExtendWith(SparkExtension.class)
class SeveralLimitsTest {
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
          rounds = 2, updates-per-round = 20, max-tokens = 256, max-length = 8
          learning-rate { peak = 1e-2, warmup-updates = 10 }, dropout.residual = 0
        }
        finetune {
          rounds = 1, updates-per-round = 20, learning-rate { peak = 5e-3, warmup-updates = 5 }
        }
        validation.sentences = 60
        search {
          limit.latency-fraction = null
          limits = [
            { name = large, parameters { min = 600, max = 10000 } }
            { name = small, parameters = 599 }
          ]
          evolution { population = 4, parents = 1, mutations = 2, crossovers = 1, generations = 2 }
        }
        profile { rounds = 3, warm-up-rounds = 2, calibration { networks = 0, rounds = 3 } }
      }
      """;

  @TempDir private Path folder;

  @Test
  void everyLimitHasAMemberFromTheSearchToTheReport(SparkSession unused) throws IOException {
    Path settings = Files.writeString(folder.resolve("bags.conf"), SETTINGS);
    String run = folder.resolve("run").toString();
    String table =
        succeed("run", "--run-dir", run, "--conf", settings.toString(), "--from-scratch");
    assertThat(table)
        .contains("large: searched, finetuned", "small: searched, finetuned")
        .contains("large: searched, from scratch", "small: searched, from scratch")
        .contains("large: searched, inherited weights", "small: searched, inherited weights")
        .contains("of \"large: searched, finetuned\" less that of")
        .contains("of \"small: searched, finetuned\" less that of")
        .containsPattern("large: 600 <= parameters <= 10,000 · loss with inherited weights \\d")
        .containsPattern(
            "small: parameters <= 599 · .* subnets scored for it alone · finetuning \\d+ s, from")
        .containsPattern("shared by all: supernet \\d+ s, profile \\d+ s, search \\d+ s")
        .doesNotContain("latency limit");
    assertThat(parameters("run/search/outcome.json")).isBetween(600L, 10_000L);
    assertThat(parameters("run/search/small/outcome.json")).isLessThan(600);
    assertThat(folder.resolve("run/finetune-small/weights.safetensors")).isNotEmptyFile();
    assertThat(folder.resolve("run/from-scratch-small/weights.safetensors")).isNotEmptyFile();

    assertThat(succeed("run", "--run-dir", run, "--resume"))
        .contains("search is already done", "finetune-small is already done")
        .contains("from-scratch-small is already done", "evaluate is already done");
    JsonNode listed = json(succeed("runs", "--json", run)).get(0).get("members");
    assertThat(listed).hasSize(2);
    assertThat(listed.get(1).get("member").asText()).isEqualTo("small");
    assertThat(listed.get(1).get("parameters").asLong()).isLessThan(600);
    assertThat(succeed("runs", run)).containsPattern("(?m)^ +small ");
    succeed("report", run);
    assertThat(folder.resolve("run/report.html"))
        .content()
        .contains("One supernet, several limits", "small: searched, finetuned");
  }

  @Test
  void aSearchThatGoesOnBehindAMemberKeepsItsBits(SparkSession unused) throws IOException {
    Path settings = Files.writeString(folder.resolve("bags.conf"), SETTINGS);
    String run = folder.resolve("run").toString();
    for (String command : List.of("prepare", "train", "profile", "search")) {
      succeed(command, "--run-dir", run, "--conf", settings.toString());
    }
    List<String> states = states();
    String found = Files.readString(folder.resolve("run/search/outcome.json"));
    // As if it had been killed in the search for the second member.
    Files.delete(folder.resolve("run/search/done.json"));
    Files.delete(folder.resolve("run/search/small/outcome.json"));
    Files.delete(folder.resolve("run/search/small/evolution.json"));
    Files.delete(folder.resolve("run/search/small/random.json"));
    succeed("search", "--run-dir", run, "--resume");
    assertThat(states()).isEqualTo(states);
    assertThat(folder.resolve("run/search/outcome.json"))
        .as("a member that was found is not measured again")
        .hasContent(found);
    whatCannotBeIsRefusedWithWhatCan(run);
  }

  private static void whatCannotBeIsRefusedWithWhatCan(String run) {
    CommandRun impossible =
        CommandRun.of(
            CATALOG,
            "search",
            "--run-dir",
            run,
            "--set",
            "search.limits=[{name=any,parameters=1e6},{name=tiny,parameters=3}]");
    assertThat(impossible.code()).as(impossible.said()).isEqualTo(3);
    assertThat(impossible.said())
        .contains("the limit \"any\", parameters <= 1,000,000 limits nothing")
        .containsPattern("no subnet of space bags meets the limit \"tiny\", parameters <= 3 ")
        .containsPattern("the smallest reachable is parameters \\d+; raise parameters of \"tiny\"");
    CommandRun uncut =
        CommandRun.of(CATALOG, "finetune", "--run-dir", run, "--set", "compare.cut=true");
    assertThat(uncut.code()).as(uncut.said()).isEqualTo(2);
    assertThat(uncut.said())
        .contains("mosnas.compare.cut needs a published network to cut from; name its folder");
  }

  @Test
  void membersAreFinetunedOnAnotherTask(SparkSession unused) throws IOException {
    Path settings = Files.writeString(folder.resolve("bags.conf"), SETTINGS);
    String run = folder.resolve("run").toString();
    String table =
        succeed(
            "run",
            "--run-dir",
            run,
            "--conf",
            settings.toString(),
            "--set",
            "finetune.task=parity");
    assertThat(table)
        .contains("largest, finetuned", "large: searched, finetuned", "small: searched, finetuned")
        .doesNotContain("inherited weights\n");
  }

  private List<String> states() throws IOException {
    List<String> states = new ArrayList<>();
    for (String file :
        List.of("evolution.json", "random.json", "small/evolution.json", "small/random.json")) {
      states.add(Files.readString(folder.resolve("run/search").resolve(file)));
    }
    return states;
  }

  private long parameters(String outcome) throws IOException {
    return json(Files.readString(folder.resolve(outcome))).at("/winner/parameters").asLong();
  }

  /** What follows the messages of a command, if there are any. */
  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper()
        .readTree(text.substring(text.startsWith("{") ? 0 : text.indexOf('[')));
  }

  private static String succeed(String... arguments) {
    return CommandRun.succeeding(CATALOG, arguments);
  }
}
