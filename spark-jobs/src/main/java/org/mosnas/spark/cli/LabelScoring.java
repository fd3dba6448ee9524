package org.mosnas.spark.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.metric.Bootstrap.PairedTest;
import org.mosnas.model.metric.labelled.LabelledMetric;
import org.mosnas.model.metric.labelled.LabelledScores;
import org.mosnas.model.task.labelled.LabelKind;
import org.mosnas.model.task.labelled.Labelling;
import org.mosnas.model.text.TextLines;
import org.mosnas.search.report.TextTable;
import org.mosnas.search.report.TextTable.Column;
import org.mosnas.spark.labelled.evaluate.ScoreRecords;
import org.mosnas.spark.run.EvaluatedSystem.Score;
import org.mosnas.spark.run.RunJson;

/**
 * Scores files of labels against a reference, a label a line; all after the first are tested
 * against the first.
 *
 * @param kind what labels are
 * @param reference file of the right labels
 * @param answers files of labels, line by line those of the reference
 */
record LabelScoring(LabelKind kind, Path reference, List<Path> answers) {
  private static final List<LabelledMetric> OF_CLASSES =
      List.of(LabelledMetric.ACCURACY, LabelledMetric.MACRO_F1, LabelledMetric.MATTHEWS);
  private static final List<LabelledMetric> OF_NUMBERS =
      List.of(LabelledMetric.PEARSON, LabelledMetric.SPEARMAN);

  /** Prints a table, or JSON. */
  void print(boolean asJson, PrintWriter out) {
    List<LabelledScores> scores = scores();
    if (asJson) {
      out.println(RunJson.text(new Printed(reference.toString(), systems(scores))));
    } else {
      table(scores, out);
    }
  }

  private List<LabelledScores> scores() {
    List<String> right = read(reference);
    List<List<String>> systems = new ArrayList<>();
    for (Path file : answers) {
      List<String> labels = read(file);
      if (labels.size() != right.size()) {
        throw new BadDataException(
            String.format(
                Locale.ROOT,
                "%s has %,d lines, the reference %s has %,d; line n of one must label what line n"
                    + " of the other labels",
                file,
                labels.size(),
                reference,
                right.size()));
      }
      systems.add(labels);
    }
    return kind == LabelKind.CLASSES ? ofClasses(right, systems) : ofNumbers(right, systems);
  }

  private List<LabelledScores> ofClasses(List<String> right, List<List<String>> systems) {
    List<String> names =
        Stream.concat(right.stream(), systems.stream().flatMap(List::stream))
            .distinct()
            .sorted()
            .toList();
    return systems.stream()
        .map(
            labels ->
                LabelledScores.ofClasses(
                    OF_CLASSES, names.size(), numbers(names, right), numbers(names, labels)))
        .toList();
  }

  private static int[] numbers(List<String> names, List<String> labels) {
    return labels.stream().mapToInt(names::indexOf).toArray();
  }

  private List<LabelledScores> ofNumbers(List<String> right, List<List<String>> systems) {
    double[] expected = values(reference, right);
    List<LabelledScores> scores = new ArrayList<>();
    for (int i = 0; i < systems.size(); i++) {
      double[] found = values(answers.get(i), systems.get(i));
      scores.add(LabelledScores.ofNumbers(OF_NUMBERS, expected, found));
    }
    return scores;
  }

  private static double[] values(Path file, List<String> labels) {
    Labelling.Numbers numbers = new Labelling.Numbers();
    double[] values = new double[labels.size()];
    for (int i = 0; i < values.length; i++) {
      Optional<String> complaint = numbers.complaint(labels.get(i));
      if (complaint.isPresent()) {
        throw new BadDataException(
            file + ":" + (i + 1) + ": " + complaint.get() + "; correct the line");
      }
      values[i] = numbers.value(labels.get(i));
    }
    return values;
  }

  /** Labels, without the probabilities that may follow them. */
  private static List<String> read(Path file) {
    List<String> labels = new ArrayList<>();
    try (TextLines lines = TextLines.open(file)) {
      lines.forEachRemaining(line -> labels.add(line.split("\t", -1)[0]));
    }
    if (labels.isEmpty()) {
      throw new BadDataException(file + " is empty; expected a label per line");
    }
    return labels;
  }

  private void table(List<LabelledScores> scores, PrintWriter out) {
    List<Column> columns = new ArrayList<>(List.of(Column.text("system")));
    for (LabelledScores.Score score : scores.get(0).scores()) {
      columns.add(Column.number(score.metric().label(), ""));
      columns.add(Column.text("95 %"));
    }
    TextTable table = new TextTable(columns);
    for (int i = 0; i < scores.size(); i++) {
      List<String> row = new ArrayList<>(List.of(answers.get(i).toString()));
      for (LabelledScores.Score score : scores.get(i).scores()) {
        row.add(String.format(Locale.ROOT, "%.2f", score.value()));
        row.add(
            String.format(
                Locale.ROOT, "%.2f–%.2f", score.interval().lower(), score.interval().upper()));
      }
      table.row(row.toArray(String[]::new));
    }
    out.print(table.render());
    out.println();
    for (int i = 1; i < scores.size(); i++) {
      List<String> tests = new ArrayList<>();
      for (LabelledScores.Score score : scores.get(0).scores()) {
        PairedTest test = scores.get(i).against(scores.get(0), score.metric());
        tests.add(
            String.format(
                Locale.ROOT,
                "%s %+.2f (p = %.3f)",
                score.metric().label(),
                test.difference(),
                test.pValue()));
      }
      out.println(answers.get(i) + " against " + answers.get(0) + ": " + String.join(", ", tests));
    }
    out.printf(Locale.ROOT, "%,d labels%n", scores.get(0).examples());
    scores.get(0).scores().forEach(score -> out.println(score.bootstrapSignature()));
  }

  /** What is printed as JSON. */
  private record Printed(String reference, List<Scored> systems) {}

  /**
   * A file that was scored.
   *
   * @param scores those after the first with their distance behind it
   */
  private record Scored(String system, int examples, List<Score> scores) {}

  private List<Scored> systems(List<LabelledScores> scores) {
    List<Scored> systems = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      LabelledScores system = scores.get(i);
      Optional<LabelledScores> first = i == 0 ? Optional.empty() : Optional.of(scores.get(0));
      List<Score> records =
          system.scores().stream()
              .map(
                  score ->
                      ScoreRecords.of(
                          score, first.map(best -> best.against(system, score.metric()))))
              .toList();
      systems.add(new Scored(answers.get(i).toString(), system.examples(), records));
    }
    return systems;
  }
}
