package org.mosnas.spark.stage;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  private final Optional<TaskEvaluation> before;
  private final EvaluationResult result;

  ResultTable(TaskEvaluation task, EvaluationResult result) {
    this(task, Optional.empty(), result);
  }

  /**
   * A table.
   *
   * @param before scored what systems were before they were finetuned, if that was asked for
   */
  ResultTable(TaskEvaluation task, Optional<TaskEvaluation> before, EvaluationResult result) {
    this.task = task;
    this.before = before;
    this.result = result;
  }

  /** As the other, of a run without a family. */
  String render(String budget) {
    return render(budget, List.of());
  }

  /**
   * The table with its notes.
   *
   * @param budget what training from scratch cost; empty where there was none
   * @param family what is said of the members of a family, a line each
   */
  String render(String budget, List<String> family) {
    List<Column> columns = new ArrayList<>(List.of(Column.text("system")));
    task.metrics().forEach(metric -> columns.add(Column.number(metric.label(), "")));
    before.ifPresent(
        own -> columns.add(Column.number("before: " + own.metrics().get(0).label(), "")));
    columns.add(Column.number("predicted", "ms"));
    columns.add(Column.number("measured", "ms"));
    columns.add(Column.number("parameters", "M"));
    columns.add(Column.number("FLOPs", "M"));
    TextTable table = new TextTable(columns);
    rows(table, system -> FROM_SUPERNET.contains(system.weights()));
    table.row(cells(result.winner()));
    result.members().forEach(member -> table.row(cells(member)));
    rows(table, system -> !FROM_SUPERNET.contains(system.weights()));
    return table.render() + "\n" + String.join("\n", notes(budget, family));
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

  private List<String> cells(SystemResult system) {
    List<String> cells = new ArrayList<>(List.of(system.title()));
    system.scores().scores().forEach(score -> cells.add(rounded(score)));
    if (before.isPresent()) {
      cells.add(system.before().map(own -> rounded(own.scores().get(0))).orElse(""));
    }
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

  private List<String> notes(String budget, List<String> family) {
    List<String> notes = new ArrayList<>(family);
    notes.add(
        (family.isEmpty() ? "latency limit " + limit() + " · " : "")
            + number("%,d", result.winner().scores().examples())
            + " "
            + task.examples()
            + " · ± is half the 95 % bootstrap interval");
    notes.addAll(task.notes(result.winner().scores()));
    before.ifPresent(
        own ->
            notes.add(
                "before: with the weights that finetuning began with; of "
                    + number("%,d", result.winner().before().orElseThrow().examples())
                    + " "
                    + own.examples()));
    if (!budget.isEmpty()) {
      notes.add("from scratch: new weights, " + budget);
    }
    notes.addAll(seeds());
    notes.add("");
    addTests(result.winner(), notes);
    result.members().forEach(member -> addTests(member, notes));
    return notes;
  }

  private String limit() {
    return result.limit(result.winner()).map(ms -> number("%.2f ms", ms)).orElse("none");
  }

  /** How much better it is than each of those that are compared with it, if there are any. */
  private void addTests(SystemResult best, List<String> notes) {
    List<SystemResult> others =
        Stream.concat(result.members().stream(), result.baselines().stream())
            .filter(system -> result.best(system).equals(best))
            .toList();
    if (!others.isEmpty()) {
      Metric main = task.metrics().get(0);
      notes.add(main.label() + " of \"" + best.title() + "\" less that of (paired bootstrap):");
      others.stream().map(this::test).forEach(notes::add);
    }
  }

  /** How much scores depend on the seed, for networks that were trained with several. */
  private List<String> seeds() {
    List<String> lines = new ArrayList<>();
    for (SystemResult system : result.all()) {
      system
          .seeds()
          .ifPresent(
              seeds ->
                  lines.add(
                      String.format(
                          Locale.ROOT,
                          "  %s: %s, mean %.2f, standard deviation %.2f",
                          system.title(),
                          seeds.values().stream()
                              .map(value -> number("%.2f", value))
                              .collect(Collectors.joining(" ")),
                          seeds.mean(),
                          seeds.deviation())));
    }
    if (!lines.isEmpty()) {
      lines.add(
          0,
          task.metrics().get(0).label()
              + " by seed, the one with the best validation loss first, which the table has:");
      lines.add(0, "");
    }
    return lines;
  }

  private String test(SystemResult other) {
    Difference test =
        other.scores().behind(result.best(other).scores()).get(0).behindWinner().orElseThrow();
    return String.format(
        Locale.ROOT, "  %s: %+.2f, p = %.3f", other.title(), test.difference(), test.pValue());
  }

  private static String number(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }
}
