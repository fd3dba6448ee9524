package org.mosnas.search.report.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.mosnas.search.evolution.Constraints.Quantity;
import org.mosnas.search.evolution.ParetoFront;
import org.mosnas.search.evolution.SearchState.Candidate;
import org.mosnas.search.evolution.SearchState.Generation;
import org.mosnas.search.report.chart.Figures;
import org.mosnas.search.report.chart.Scale;
import org.mosnas.search.report.chart.XyChart;
import org.mosnas.search.report.chart.XyChart.Series;
import org.mosnas.search.report.chart.XyChart.Series.Join;
import org.mosnas.search.report.chart.XyChart.Series.Point;
import org.mosnas.search.report.content.RunReport;
import org.mosnas.search.report.content.RunReport.RoundLosses;
import org.mosnas.search.report.page.ComparisonPage.ComparedRuns;
import org.mosnas.search.report.page.Markup.HtmlTable;

/** Losses, search progress and fronts of several runs over each other, a table for each chart. */
final class ComparedCurves {
  private final ComparedRuns runs;

  ComparedCurves(ComparedRuns runs) {
    this.runs = runs;
  }

  /** What a chart shows; across are whole numbers from zero, or milliseconds. */
  private record Subject(
      String id, String title, String reading, String across, boolean counted, String up) {}

  void training(Element section) {
    append(
        section,
        losses(
            "compared-training",
            "Supernets: loss of the largest subnet",
            "Validation loss per round. Runs compare where their data, vocabulary and space are the"
                + " same."),
        (name, report) ->
            points(
                name,
                report.training().content().orElse(List.of()),
                round -> Optional.ofNullable(round.validation().get("largest"))),
        Join.LINE);
    append(
        section,
        losses(
            "compared-finetuning",
            "Winners on their own",
            "Validation loss per round of finetuning."),
        (name, report) ->
            points(
                name,
                report.finetuning().content().orElse(List.of()),
                round -> round.validation().values().stream().findFirst()),
        Join.LINE);
  }

  void search(Element section) {
    append(
        section,
        new Subject(
            "compared-search",
            "Search progress",
            "The best validation loss after each generation of the evolution, with inherited"
                + " weights.",
            "subnets scored",
            true,
            "best " + TrainingSection.LOSS),
        ComparedCurves::progress,
        Join.STEPS);
    append(
        section,
        new Subject(
            "compared-fronts",
            "Pareto fronts",
            "Left is faster, down is better. Of every run the subnets that no other one beats in"
                + " both.",
            "latency bound (ms)",
            false,
            TrainingSection.LOSS),
        ComparedCurves::front,
        Join.STEPS);
  }

  private static Subject losses(String id, String title, String reading) {
    return new Subject(id, title, reading, "round", true, TrainingSection.LOSS);
  }

  private static List<Point> points(
      String name, List<RoundLosses> rounds, Function<RoundLosses, Optional<Double>> loss) {
    List<Point> points = new ArrayList<>();
    for (RoundLosses round : rounds) {
      loss.apply(round)
          .map(
              value ->
                  new Point(
                      round.round(),
                      value,
                      String.format(
                          Locale.ROOT,
                          "%s; round %d; loss %s",
                          name,
                          round.round(),
                          Figures.fixed(value, 3))))
          .ifPresent(points::add);
    }
    return points;
  }

  private static List<Point> progress(String name, RunReport report) {
    List<Point> points = new ArrayList<>();
    int scored = 0;
    double best = Double.POSITIVE_INFINITY;
    for (Generation generation : evolution(report)) {
      scored += generation.statistics().evaluations();
      best = Math.min(best, generation.best().loss());
      String told = "%s; %d subnets scored; best %s";
      points.add(
          new Point(
              scored,
              best,
              String.format(Locale.ROOT, told, name, scored, Figures.fixed(best, 4))));
    }
    return points;
  }

  private static List<Generation> evolution(RunReport report) {
    return report.search().content().map(s -> s.evolution().generations()).orElse(List.of());
  }

  private static List<Point> front(String name, RunReport report) {
    Map<String, Candidate> known = new LinkedHashMap<>();
    report
        .search()
        .content()
        .ifPresent(
            study -> {
              known.putAll(SearchSection.candidates(study.evolution()));
              study.random().ifPresent(state -> known.putAll(SearchSection.candidates(state)));
            });
    return ParetoFront.of(known.values(), Quantity.LATENCY).members().stream()
        .map(member -> SearchSection.point(name, member))
        .toList();
  }

  private void append(
      Element section, Subject subject, BiFunction<String, RunReport, List<Point>> of, Join join) {
    Map<String, List<Point>> lines = new LinkedHashMap<>();
    runs.reports().forEach((name, report) -> lines.put(name, of.apply(name, report)));
    List<Point> all = lines.values().stream().flatMap(List::stream).toList();
    if (all.isEmpty()) {
      section.appendElement("h3").text(subject.title());
      section.appendChild(Markup.missing("None of the runs has come that far."));
      return;
    }
    XyChart chart = chart(subject, all);
    lines.forEach(
        (name, points) ->
            chart.add(
                Series.line(ComparedRuns.shortened(name), runs.tone(name), runs.shape(name), points)
                    .joined(join)));
    section.appendChild(
        Markup.figure(
            subject.id(),
            subject.title(),
            subject.reading(),
            chart.render(subject.title()),
            Optional.of(table(subject, lines).render())));
    String absent =
        lines.entrySet().stream()
            .filter(line -> line.getValue().isEmpty())
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(", "));
    if (!absent.isEmpty()) {
      section.appendChild(
          Markup.missing("Not in the chart, because it has not come that far: " + absent));
    }
  }

  private static XyChart chart(Subject subject, List<Point> points) {
    List<Double> xs = points.stream().map(Point::x).toList();
    List<Double> ys = points.stream().map(Point::y).toList();
    Scale across = subject.counted() ? Scale.fromZero(xs, 7) : Scale.covering(xs, 7);
    return new XyChart(
        new XyChart.Axis(subject.across(), across),
        new XyChart.Axis(subject.up(), Scale.covering(ys, 6)));
  }

  private static HtmlTable table(Subject subject, Map<String, List<Point>> lines) {
    HtmlTable table =
        new HtmlTable(subject.title(), "run", "#" + subject.across(), "#" + subject.up());
    int digits = subject.counted() ? 0 : 2;
    lines.forEach(
        (name, points) ->
            points.forEach(
                point ->
                    table.row(
                        List.of(
                            name, Figures.fixed(point.x(), digits), Figures.fixed(point.y(), 4)))));
    return table;
  }
}
