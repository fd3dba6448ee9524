package org.mosnas.spark.stage;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mosnas.search.report.TextTable;
import org.mosnas.search.report.TextTable.Column;
import org.mosnas.spark.search.SearchOutcome.Measured;

/** The table at the end of a run. */
final class ResultTable {
  private TextTable table =
      new TextTable(
          List.of(
              Column.text("system"),
              Column.number("BLEU", ""),
              Column.number("chrF2", ""),
              Column.number("predicted", "ms"),
              Column.number("measured", "ms"),
              Column.number("parameters", "M"),
              Column.number("FLOPs", "M")));

  void add(String system, EvaluateStage.Scores scores, Measured measured) {
    var costs = measured.candidate().costs();
    table =
        table.row(
            system,
            number("%.2f", scores.bleu()),
            number("%.2f", scores.chrf()),
            number("%.2f", costs.latencyMillis()),
            number("%.2f", measured.measuredMillis()),
            number("%.3f", costs.parameters() / 1e6),
            number("%.1f", costs.flops() / 1e6));
  }

  void add(String floor, EvaluateStage.Scores scores) {
    table =
        table.row(
            floor, number("%.2f", scores.bleu()), number("%.2f", scores.chrf()), "", "", "", "");
  }

  String render(Optional<Double> latencyLimitMillis, String signature) {
    String limit = latencyLimitMillis.map(millis -> number("%.2f ms", millis)).orElse("none");
    return table.render() + "\nlatency limit " + limit + " · " + signature;
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
