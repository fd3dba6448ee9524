package org.mosnas.search.report.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.mosnas.search.report.chart.Figures;
import org.mosnas.search.report.chart.RowChart;
import org.mosnas.search.report.chart.Scale;
import org.mosnas.search.report.chart.Shape;
import org.mosnas.search.report.chart.Tone;
import org.mosnas.search.report.content.LatencyPromise;
import org.mosnas.search.report.content.Part;
import org.mosnas.search.report.content.RunReport;
import org.mosnas.search.report.content.ScoredSystem;

/** Several runs side by side as HTML: one table, their curves over each other, what differs. */
public final class ComparisonPage {
  private final ComparedRuns runs;

  private ComparisonPage(ComparedRuns runs) {
    this.runs = runs;
  }

  /**
   * The page: complete, in UTF-8, equal for equal reports.
   *
   * @param reports at least two
   */
  public static String html(List<RunReport> reports) {
    if (reports.size() < 2) {
      throw new IllegalArgumentException("a comparison needs two runs, were " + reports.size());
    }
    return new ComparisonPage(ComparedRuns.of(reports)).html();
  }

  private String html() {
    Part<ComparedRuns> all = Part.of(runs);
    ComparedCurves curves = new ComparedCurves(runs);
    Sections sections =
        new Sections()
            .add("summary", "Runs", all, (section, unused) -> summary(section))
            .add("training", "Training", all, (section, unused) -> curves.training(section))
            .add("search", "Search", all, (section, unused) -> curves.search(section))
            .add("settings", "What differs", all, ComparedSettings::describe);
    return PageFrame.html(
        "MoSNAS: " + runs.reports().size() + " runs compared",
        String.join(", ", runs.reports().keySet()),
        sections,
        "Written by mos report. "
            + runs.reports().values().stream()
                .map(report -> report.outline().location())
                .collect(Collectors.joining(", ")));
  }

  private void summary(Element section) {
    latencies().ifPresent(section::appendChild);
    HtmlTable table =
        new HtmlTable(
            "The runs and their winners",
            "run",
            "status",
            "#BLEU",
            "#chrF2",
            "#limit (ms)",
            "#predicted (ms)",
            "#bound (ms)",
            "#measured (ms)",
            "#parameters",
            "#time");
    runs.reports().forEach((name, report) -> table.row(row(name, report)));
    section.appendChild(table.render());
  }

  private static List<String> row(String name, RunReport report) {
    Optional<ScoredSystem> winner = report.system(RunReport.WINNER);
    Optional<ScoredSystem.Subnet> subnet = winner.flatMap(ScoredSystem::subnet);
    Optional<LatencyPromise> latency = subnet.map(ScoredSystem.Subnet::latency);
    List<String> cells = new ArrayList<>(List.of(name, report.outline().status()));
    cells.add(winner.flatMap(ScoredSystem::bleu).map(SummarySection::score).orElse("–"));
    cells.add(winner.flatMap(ScoredSystem::chrf).map(SummarySection::score).orElse("–"));
    cells.add(latency.flatMap(LatencyPromise::limit).map(ComparisonPage::millis).orElse("–"));
    cells.add(latency.map(l -> millis(l.predicted())).orElse("–"));
    cells.add(latency.map(l -> millis(l.bound())).orElse("–"));
    cells.add(latency.map(l -> millis(l.measured())).orElse("–"));
    cells.add(subnet.map(s -> Figures.amount(s.parameters())).orElse("–"));
    cells.add(report.outline().seconds() > 0 ? Figures.duration(report.outline().seconds()) : "–");
    return cells;
  }

  private static String millis(double value) {
    return Figures.fixed(value, 2);
  }

  private Optional<Element> latencies() {
    Map<String, LatencyPromise> winners = new LinkedHashMap<>();
    runs.reports()
        .forEach(
            (name, report) ->
                report
                    .system(RunReport.WINNER)
                    .flatMap(ScoredSystem::subnet)
                    .ifPresent(subnet -> winners.put(name, subnet.latency())));
    if (winners.isEmpty()) {
      return Optional.empty();
    }
    List<Double> values = new ArrayList<>();
    for (LatencyPromise latency : winners.values()) {
      values.addAll(List.of(latency.bound(), latency.measured()));
      latency.limit().ifPresent(values::add);
    }
    RowChart chart = new RowChart("time per sentence (ms)", Scale.fromZero(values, 6));
    winners.forEach((name, latency) -> chart.add(row(name, latency)));
    return Optional.of(
        Markup.figure(
            "winners-latency",
            "Latency of the winners",
            "The bar runs from the predicted time to its bound, the mark is the measurement, the cross the limit. Times of different machines do not compare.",
            chart.render("Latency of the winners"),
            Optional.empty()));
  }

  private RowChart.Row row(String name, LatencyPromise latency) {
    Tone tone = runs.tone(name);
    List<RowChart.Mark> marks = new ArrayList<>();
    marks.add(
        new RowChart.Mark(
            latency.measured(),
            Shape.CIRCLE,
            tone,
            String.format(
                Locale.ROOT, "%s; measured %s", name, Figures.millis(latency.measured()))));
    latency
        .limit()
        .ifPresent(
            limit ->
                marks.add(
                    new RowChart.Mark(
                        limit,
                        Shape.CROSS,
                        Tone.LIMIT,
                        String.format(Locale.ROOT, "%s; limit %s", name, Figures.millis(limit)))));
    return new RowChart.Row(
        ComparedRuns.shortened(name), List.of(PromisedTime.bar(name, tone, latency)), marks, "");
  }
}
