package org.mosnas.spark.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mosnas.model.metric.PairedBootstrap;
import org.mosnas.search.report.TextTable;
import org.mosnas.search.report.TextTable.Column;

/** The table at the end of a run, and what has to be said to it. */
final class ResultTable {
  private final EvaluationResult result;

  ResultTable(EvaluationResult result) {
    this.result = result;
  }

  /**
   * The table with its notes.
   *
   * @param budget of training from scratch, in words; empty if there was none
   */
  String render(String budget) {
    TextTable table =
        new TextTable(
            List.of(
                Column.text("system"),
                Column.number("BLEU", ""),
                Column.number("chrF2", ""),
                Column.number("predicted", "ms"),
                Column.number("measured", "ms"),
                Column.number("parameters", "M"),
                Column.number("FLOPs", "M")));
    result.baselines().forEach(system -> table.row(cells(system)));
    table.row(cells(result.winner()));
    result.fromScratch().ifPresent(system -> table.row(cells(system)));
    result.floors().forEach(system -> table.row(cells(system)));
    return table.render() + "\n" + String.join("\n", notes(budget));
  }

  private static List<String> cells(SystemResult system) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                system.title(),
                system.scores().bleu().rounded(),
                system.scores().chrf().rounded()));
    system
        .subnet()
        .ifPresentOrElse(
            measured -> {
              var costs = measured.candidate().costs();
              cells.add(number("%.2f", costs.latencyMillis()));
              cells.add(number("%.2f", measured.measuredMillis()));
              cells.add(number("%.3f", costs.parameters() / 1e6));
              cells.add(number("%.1f", costs.flops() / 1e6));
            },
            () -> cells.addAll(List.of("", "", "", "")));
    return cells;
  }

  private List<String> notes(String budget) {
    var scores = result.winner().scores();
    List<String> notes = new ArrayList<>();
    notes.add(
        "latency limit "
            + result.latencyLimitMillis().map(ms -> number("%.2f ms", ms)).orElse("none")
            + " · "
            + number("%,d", scores.sentences())
            + " sentences · ± is half the 95 % bootstrap interval");
    notes.add("BLEU " + scores.bleu().bootstrapSignature());
    notes.add("chrF2 " + scores.chrf().bootstrapSignature());
    if (!budget.isEmpty()) {
      notes.add("from scratch: new weights, " + budget);
    }
    notes.add("");
    notes.add("BLEU of \"" + result.winner().title() + "\" less that of (paired bootstrap):");
    result.others().map(this::test).forEach(notes::add);
    return notes;
  }

  private String test(SystemResult other) {
    PairedBootstrap test = result.winner().scores().bleuAgainst(other.scores());
    return String.format(
        Locale.ROOT, "  %s: %+.2f, p = %.3f", other.title(), test.difference(), test.pValue());
  }

  private static String number(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }
}
