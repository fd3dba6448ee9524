package org.mosnas.spark.tables;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.mosnas.model.checksum.Checksums;

/** The row of {@link Tables#RUNS} from the record of a run. */
public final class RunRow {
  private static final List<String> STAGES =
      List.of(
          "corpus",
          "prepare",
          "train",
          "profile",
          "search",
          "finetune",
          "from-scratch",
          "evaluate");

  private static final List<String> TRAINING = List.of("train", "finetune", "from-scratch");

  private RunRow() {}

  /**
   * Reads a record; what it lacks, because the run has not come so far or is of an older version,
   * is null.
   *
   * @param record what {@code run.json} holds
   */
  public static TableRow of(JsonNode record) {
    TableRow row = new TableRow();
    command(row, record);
    stages(row, record.path("stages"));
    winner(row, record.path("winner"));
    others(row, record);
    provenance(row, record.path("provenance"));
    return row.whole("peak_memory_bytes", record.path("peakMemoryBytes"));
  }

  private static void command(TableRow row, JsonNode record) {
    row.text("directory", record.path("directory"))
        .text("command", record.path("command"))
        .text("status", record.path("status"))
        .whole("exit_code", record.path("exitCode"))
        .text("reason", record.path("reason"))
        .time("created_at", record.path("createdAt"))
        .time("started_at", record.path("startedAt"))
        .time("finished_at", record.path("finishedAt"))
        .number("seconds", record.path("seconds"));
  }

  private static void stages(TableRow row, JsonNode stages) {
    double sum = 0;
    for (String stage : STAGES) {
      JsonNode seconds = stages.path(stage).path("seconds");
      row.number(stage.replace('-', '_') + "_seconds", seconds);
      sum += seconds.asDouble(0);
    }
    row.number("stages_seconds", sum);
    for (String stage : TRAINING) {
      JsonNode leftOut = stages.path(stage).path("leftOut").path("training");
      if (leftOut.isObject()) {
        row.whole(
            stage.replace('-', '_') + "_pairs_left_out",
            leftOut.path("source").asLong()
                + leftOut.path("target").asLong()
                + leftOut.path("both").asLong());
      }
    }
  }

  private static void winner(TableRow row, JsonNode winner) {
    JsonNode latency = winner.path("latencyMs");
    row.text("winner_id", winner.path("id"))
        .number("winner_bleu", winner.path("bleu"))
        .number("winner_bleu_lower", winner.at("/bleuInterval/lower"))
        .number("winner_bleu_upper", winner.at("/bleuInterval/upper"))
        .number("winner_chrf2", winner.path("chrf"))
        .number("winner_predicted_ms", latency.path("predicted"))
        .number("winner_bound_ms", latency.path("bound"))
        .number("winner_measured_ms", latency.path("measured"))
        .number("limit_ms", latency.path("limit"))
        .whole("winner_parameters", winner.path("parameters"))
        .whole("winner_flops", winner.path("flops"))
        .number("winner_validation_loss", winner.path("validationLoss"));
  }

  private static void others(TableRow row, JsonNode record) {
    JsonNode baselines = record.path("baselines");
    row.number("from_scratch_bleu", record.at("/fromScratch/bleu"))
        .number("searched_bleu", baselines.at("/searched/bleu"))
        .number("largest_bleu", baselines.at("/largest/bleu"))
        .number("largest_measured_ms", baselines.at("/largest/latencyMs/measured"))
        .number("smallest_bleu", baselines.at("/smallest/bleu"))
        .number("smallest_measured_ms", baselines.at("/smallest/latencyMs/measured"))
        .number("random_search_bleu", baselines.at("/random-search/bleu"))
        .number("copy_bleu", record.at("/floors/copy/bleu"))
        .number("translation_memory_bleu", record.at("/floors/translation-memory/bleu"));
  }

  private static void provenance(TableRow row, JsonNode provenance) {
    JsonNode hardware = provenance.path("hardware");
    String commit = provenance.path("commit").asText("");
    row.whole("seed", provenance.path("seed"))
        .text("commit", commit.isEmpty() ? null : commit)
        .text("configuration_sha256", provenance.path("configurationSha256"))
        .text("data_sha256", dataChecksum(provenance.path("data")))
        .text("cpu", hardware.path("cpu"))
        .whole("cores", hardware.path("cores"))
        .whole("memory_bytes", hardware.path("memoryBytes"))
        .text("jvm", hardware.path("jvm"));
  }

  private static String dataChecksum(JsonNode data) {
    if (data.isEmpty()) {
      return null;
    }
    String all =
        StreamSupport.stream(data.spliterator(), false)
            .map(JsonNode::asText)
            .sorted()
            .collect(Collectors.joining("\n"));
    return Checksums.sha256(all);
  }
}
