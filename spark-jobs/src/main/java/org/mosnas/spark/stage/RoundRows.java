package org.mosnas.spark.stage;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import org.mosnas.spark.run.RoundPhases;
import org.mosnas.spark.run.RoundReport;
import org.mosnas.spark.tables.TableRow;
import org.mosnas.spark.tables.Tables;

/** The rows of {@link Tables#ROUNDS}. */
final class RoundRows {
  private RoundRows() {}

  static List<TableRow> of(String stage, List<RoundReport> history) {
    return history.stream().map(report -> row(stage, report)).toList();
  }

  private static TableRow row(String stage, RoundReport report) {
    TableRow row =
        new TableRow()
            .text("stage", stage)
            .whole("round", report.round() + 1)
            .whole("updates", report.updates())
            .number("training_loss", report.trainLoss())
            .number("learning_rate", report.learningRate())
            .whole("target_tokens", report.targetTokens())
            .number("target_tokens_per_second", report.targetTokens() / report.seconds())
            .number("seconds", report.seconds())
            .number("data_share", report.dataShare());
    report.phases().ifPresent(phases -> add(phases, row));
    for (String watched : List.of("largest", "smallest", "subnet")) {
      row.number(
          "validation_loss_" + watched, report.validation().getOrDefault(watched, Double.NaN));
    }
    DoubleSummaryStatistics random =
        report.validation().entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(Experiment.RANDOM))
            .mapToDouble(Map.Entry::getValue)
            .summaryStatistics();
    if (random.getCount() > 0) {
      row.number("validation_loss_random", random.getAverage())
          .number("validation_loss_random_min", random.getMin())
          .number("validation_loss_random_max", random.getMax());
    }
    return row;
  }

  private static void add(RoundPhases phases, TableRow row) {
    TableRow unused =
        row.number("fetch_seconds", phases.fetchSeconds())
            .number("compute_seconds", phases.computeSeconds())
            .number("averaging_seconds", phases.averagingSeconds())
            .number("checkpoint_seconds", phases.checkpointSeconds())
            .number("validation_seconds", phases.validationSeconds())
            .whole("fetched_bytes", phases.fetchedBytes())
            .whole("shuffled_bytes", phases.shuffledBytes())
            .whole("checkpoint_bytes", phases.checkpointBytes());
  }
}
