package org.mosnas.spark.tables;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mosnas.model.checksum.Checksums;
import org.mosnas.spark.run.EvaluatedSystem;
import org.mosnas.spark.run.EvaluatedSystem.Interval;
import org.mosnas.spark.run.EvaluatedSystem.Latency;
import org.mosnas.spark.run.EvaluatedSystem.Score;
import org.mosnas.spark.run.EvaluatedSystem.Subnet;
import org.mosnas.spark.run.LastCommand;
import org.mosnas.spark.run.Provenance;
import org.mosnas.spark.run.RunFile;
import org.mosnas.spark.run.RunStatus;
import org.mosnas.spark.run.StageRecord;

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
  public static TableRow of(RunFile record) {
    TableRow row = new TableRow();
    command(row, record);
    stages(row, record);
    record.winner().ifPresent(winner -> winner(row, winner));
    baselines(row, record);
    record.provenance().ifPresent(provenance -> provenance(row, provenance));
    return row.whole("peak_memory_bytes", record.peakMemoryBytes());
  }

  private static void command(TableRow row, RunFile record) {
    LastCommand last = record.last();
    row.text("directory", record.name().directory())
        .text("command", last.command())
        .text("status", last.status().map(RunStatus::toString))
        .whole("exit_code", last.exitCode().map(Integer::longValue))
        .text("reason", last.reason())
        .time("created_at", record.name().createdAt())
        .time("started_at", last.startedAt())
        .time("finished_at", last.finishedAt())
        .number("seconds", last.seconds());
  }

  private static void stages(TableRow row, RunFile record) {
    for (String stage : STAGES) {
      Optional<Double> seconds = record.stage(stage).flatMap(StageRecord::seconds);
      row.number(stage.replace('-', '_') + "_seconds", seconds);
    }
    row.number(
        "stages_seconds",
        record.stages().values().stream()
            .flatMap(stage -> stage.seconds().stream())
            .mapToDouble(seconds -> seconds)
            .sum());
    for (String stage : TRAINING) {
      record
          .stage(stage)
          .map(known -> known.leftOutByPart().get("training"))
          .ifPresent(
              leftOut -> row.whole(stage.replace('-', '_') + "_pairs_left_out", leftOut.total()));
    }
  }

  private static void winner(TableRow row, EvaluatedSystem winner) {
    Optional<Subnet> subnet = winner.subnet();
    Optional<Latency> latency = subnet.map(Subnet::latencyMs);
    Optional<Interval> bleu = winner.score(Score.BLEU).flatMap(Score::interval);
    row.text("winner_id", subnet.map(Subnet::id))
        .number("winner_bleu", winner.value(Score.BLEU))
        .number("winner_bleu_lower", bleu.map(Interval::lower))
        .number("winner_bleu_upper", bleu.map(Interval::upper))
        .number("winner_chrf2", winner.value(Score.CHRF2))
        .number("winner_predicted_ms", latency.map(Latency::predicted))
        .number("winner_bound_ms", latency.map(Latency::bound))
        .number("winner_measured_ms", latency.map(Latency::measured))
        .number("limit_ms", latency.flatMap(Latency::limit))
        .whole("winner_parameters", subnet.map(Subnet::parameters))
        .whole("winner_flops", subnet.map(Subnet::flops))
        .number("winner_validation_loss", subnet.map(Subnet::validationLoss));
  }

  private static void baselines(TableRow row, RunFile record) {
    row.number("from_scratch_bleu", bleu(record, EvaluatedSystem.FROM_SCRATCH))
        .number("searched_bleu", bleu(record, "searched"))
        .number("largest_bleu", bleu(record, "largest"))
        .number("largest_measured_ms", measured(record, "largest"))
        .number("smallest_bleu", bleu(record, "smallest"))
        .number("smallest_measured_ms", measured(record, "smallest"))
        .number("random_search_bleu", bleu(record, "random-search"))
        .number("copy_bleu", bleu(record, "copy"))
        .number("translation_memory_bleu", bleu(record, "translation-memory"));
  }

  private static Optional<Double> bleu(RunFile record, String system) {
    return record.system(system).flatMap(known -> known.value(Score.BLEU));
  }

  private static Optional<Double> measured(RunFile record, String system) {
    return record
        .system(system)
        .flatMap(EvaluatedSystem::subnet)
        .map(subnet -> subnet.latencyMs().measured());
  }

  private static void provenance(TableRow row, Provenance provenance) {
    row.whole("seed", provenance.seed())
        .text("commit", Optional.of(provenance.commit()).filter(commit -> !commit.isEmpty()))
        .text("configuration_sha256", provenance.configurationSha256())
        .text("data_sha256", dataChecksum(provenance.data()))
        .text("cpu", provenance.hardware().cpu())
        .whole("cores", provenance.hardware().cores())
        .whole("memory_bytes", provenance.hardware().memoryBytes())
        .text("jvm", provenance.hardware().jvm());
  }

  private static Optional<String> dataChecksum(Map<String, String> data) {
    return data.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Checksums.sha256(data.values().stream().sorted().collect(Collectors.joining("\n"))));
  }
}
