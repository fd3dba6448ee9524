package org.mosnas.spark.stage;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.mosnas.model.metric.SystemScores;
import org.mosnas.search.report.TextTable;
import org.mosnas.search.report.TextTable.Column;
import org.mosnas.spark.run.EvaluatedSystem.Difference;
import org.mosnas.spark.run.EvaluatedSystem.Score;
import org.mosnas.spark.run.EvaluatedSystem.Weights;
import org.mosnas.spark.task.TaskEvaluation;
import org.mosnas.spark.task.TaskEvaluation.Metric;

/** The table of a run, as the console and {@code table.txt} show it. */
final class ResultTable {
  private static final Set<Weights> FROM_SUPERNET =
      EnumSet.of(Weights.INHERITED, Weights.FINETUNED);

  private final TaskEvaluation task;
  private final EvaluationResult result;

  ResultTable(TaskEvaluation task, EvaluationResult result) {
    this.task = task;
    this.result = result;
  }

  /**
   * The table with its notes.
   *
   * @param budget what training from scratch cost; empty where there was none
   */
  String render(String budget) {
    List<Column> columns = new ArrayList<>(List.of(Column.text("system")));
    task.metrics().forEach(metric -> columns.add(Column.number(metric.label(), "")));
    columns.add(Column.number("predicted", "ms"));
    columns.add(Column.number("measured", "ms"));
    columns.add(Column.number("parameters", "M"));
    columns.add(Column.number("FLOPs", "M"));
    TextTable table = new TextTable(columns);
    rows(table, system -> FROM_SUPERNET.contains(system.weights()));
    table.row(cells(result.winner()));
    rows(table, system -> !FROM_SUPERNET.contains(system.weights()));
    return table.render() + "\n" + String.join("\n", notes(budget));
  }

  /** The score that matters most, with its name. */
  String main(SystemResult system) {
    return main(task, system);
  }

  static String main(TaskEvaluation task, SystemResult system) {
    return task.metrics().get(0).label() + " " + rounded(system.scores().scores().get(0));
  }

  private void rows(TextTable table, Predicate<SystemResult> wanted) {
    result.baselines().stream().filter(wanted).forEach(system -> table.row(cells(system)));
  }

  private static List<String> cells(SystemResult system) {
    List<String> cells = new ArrayList<>(List.of(system.title()));
    system.scores().scores().forEach(score -> cells.add(rounded(score)));
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

  /** Such as {@code 31.42 ±1.05}. */
  private static String rounded(Score score) {
    String value = SystemScores.fixed(score.value(), 2);
    return score
        .interval()
        .map(range -> value + " ±" + SystemScores.fixed((range.upper() - range.lower()) / 2, 2))
        .orElse(value);
  }

  private List<String> notes(String budget) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "latency limit "
            + result.latencyLimitMillis().map(ms -> number("%.2f ms", ms)).orElse("none")
            + " · "
            + number("%,d", result.winner().scores().examples())
            + " "
            + task.examples()
            + " · ± is half the 95 % bootstrap interval");
    notes.addAll(task.notes(result.winner().scores()));
    if (!budget.isEmpty()) {
      notes.add("from scratch: new weights, " + budget);
    }
    notes.add("");
    Metric main = task.metrics().get(0);
    notes.add(
        main.label() + " of \"" + result.winner().title() + "\" less that of (paired bootstrap):");
    result.baselines().stream().map(this::test).forEach(notes::add);
    return notes;
  }

  private String test(SystemResult other) {
    Difference test =
        other.scores().behind(result.winner().scores()).get(0).behindWinner().orElseThrow();
    return String.format(
        Locale.ROOT, "  %s: %+.2f, p = %.3f", other.title(), test.difference(), test.pValue());
  }

  private static String number(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }
}
