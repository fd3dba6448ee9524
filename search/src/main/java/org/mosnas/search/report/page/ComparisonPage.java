package org.mosnas.search.report.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.mosnas.search.report.chart.Figures;
import org.mosnas.search.report.chart.RowChart;
import org.mosnas.search.report.chart.Scale;
import org.mosnas.search.report.chart.Shape;
import org.mosnas.search.report.chart.Tone;
import org.mosnas.search.report.content.RunReport;
import org.mosnas.search.report.content.RunReport.Origin;
import org.mosnas.search.report.content.RunReport.Part;
import org.mosnas.search.report.content.ScoredSystem;
import org.mosnas.search.report.content.ScoredSystem.LatencyPromise;
import org.mosnas.search.report.page.ComparisonPage.ComparedRuns;
import org.mosnas.search.report.page.Markup.HtmlTable;
import org.mosnas.search.report.page.PageFrame.Sections;

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
    List<String> metrics =
        ScoredSystem.metrics(
            runs.reports().values().stream()
                .flatMap(report -> report.system(RunReport.WINNER).stream())
                .toList());
    List<String> columns = new ArrayList<>(List.of("run", "status"));
    metrics.forEach(metric -> columns.add("#" + metric));
    columns.addAll(
        List.of(
            "#limit (ms)",
            "#predicted (ms)",
            "#bound (ms)",
            "#measured (ms)",
            "#parameters",
            "#time"));
    HtmlTable table = new HtmlTable("The runs and their winners", columns.toArray(String[]::new));
    runs.reports().forEach((name, report) -> table.row(row(name, report, metrics)));
    section.appendChild(table.render());
  }

  private static List<String> row(String name, RunReport report, List<String> metrics) {
    Optional<ScoredSystem> winner = report.system(RunReport.WINNER);
    Optional<ScoredSystem.Subnet> subnet = winner.flatMap(ScoredSystem::subnet);
    Optional<LatencyPromise> latency = subnet.map(ScoredSystem.Subnet::latency);
    List<String> cells = new ArrayList<>(List.of(name, report.outline().status()));
    for (String metric : metrics) {
      cells.add(
          winner.flatMap(system -> system.score(metric)).map(SummarySection::score).orElse("–"));
    }
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
        ComparedRuns.shortened(name),
        List.of(SummarySection.promised(name, tone, latency)),
        marks,
        "");
  }

  /**
   * Runs under the names and marks that tell them apart on a page.
   *
   * @param reports by name, in the order given
   */
  record ComparedRuns(Map<String, RunReport> reports) {
    private static final List<Shape> SHAPES =
        List.of(Shape.CIRCLE, Shape.DIAMOND, Shape.TRIANGLE, Shape.SQUARE, Shape.STAR, Shape.CROSS);

    /** Copies the map. */
    ComparedRuns {
      reports = Collections.unmodifiableMap(new LinkedHashMap<>(reports));
    }

    /** Short names, told apart by their directories where they are the same. */
    static ComparedRuns of(List<RunReport> reports) {
      Map<String, Long> uses =
          reports.stream()
              .collect(Collectors.groupingBy(r -> r.outline().name(), Collectors.counting()));
      Map<String, RunReport> named = new LinkedHashMap<>();
      for (RunReport report : reports) {
        String name = report.outline().name();
        String unique = uses.get(name) == 1 ? name : report.outline().location();
        String key = unique;
        for (int i = 2; named.containsKey(key); i++) {
          key = unique + " (" + i + ")";
        }
        named.put(key, report);
      }
      return new ComparedRuns(named);
    }

    Tone tone(String name) {
      return Tone.ofRun(index(name));
    }

    Shape shape(String name) {
      return SHAPES.get(index(name) % SHAPES.size());
    }

    private int index(String name) {
      return List.copyOf(reports.keySet()).indexOf(name);
    }

    /** What fits beside a chart: the end, which tells directories apart. */
    static String shortened(String name) {
      return name.length() <= 14 ? name : "…" + name.substring(name.length() - 13);
    }
  }

  /** What several runs do not have in common: program, hardware, seed, data, configuration. */
  static final class ComparedSettings {
    private ComparedSettings() {}

    /** A table of the keys in which they differ. */
    static void describe(Element section, ComparedRuns runs) {
      List<String> columns = new ArrayList<>(List.of("key"));
      columns.addAll(runs.reports().keySet());
      HtmlTable table =
          new HtmlTable("Where the runs are not the same", columns.toArray(String[]::new));
      int rows = 0;
      Set<String> keys = new LinkedHashSet<>();
      List<Map<String, String>> facts =
          runs.reports().values().stream().map(ComparedSettings::facts).toList();
      facts.forEach(fact -> keys.addAll(fact.keySet()));
      for (String key : keys) {
        List<String> values = facts.stream().map(fact -> fact.getOrDefault(key, "–")).toList();
        if (values.stream().distinct().count() > 1) {
          List<String> cells = new ArrayList<>(List.of(key));
          cells.addAll(values);
          table.row("code", cells);
          rows++;
        }
      }
      section.appendChild(
          rows == 0
              ? Markup.paragraph(
                  "Program, hardware, seed, data and every key of the configuration are the same.")
              : table.render());
    }

    private static Map<String, String> facts(RunReport report) {
      Map<String, String> facts = new LinkedHashMap<>();
      report.origin().content().map(ComparedSettings::facts).ifPresent(facts::putAll);
      return facts;
    }

    private static Map<String, String> facts(Origin origin) {
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("commit", origin.commit());
      facts.put("seed", Long.toString(origin.seed()));
      facts.putAll(origin.hardware());
      facts.put(
          "data",
          origin.data().values().stream()
              .filter(Objects::nonNull)
              .map(sum -> sum.substring(0, Math.min(8, sum.length())))
              .collect(Collectors.joining(" ")));
      facts.putAll(origin.settings());
      return facts;
    }
  }
}
