package org.mosnas.search.report.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.mosnas.search.evolution.Candidate;
import org.mosnas.search.evolution.Generation;
import org.mosnas.search.evolution.ParetoFront;
import org.mosnas.search.evolution.Quantity;
import org.mosnas.search.evolution.SearchState;
import org.mosnas.search.report.chart.Figures;
import org.mosnas.search.report.chart.RowChart;
import org.mosnas.search.report.chart.Scale;
import org.mosnas.search.report.chart.Series;
import org.mosnas.search.report.chart.Series.Join;
import org.mosnas.search.report.chart.Series.Point;
import org.mosnas.search.report.chart.Shape;
import org.mosnas.search.report.chart.Tone;
import org.mosnas.search.report.chart.XyChart;
import org.mosnas.search.report.content.LatencyPromise;
import org.mosnas.search.report.content.Origin;
import org.mosnas.search.report.content.Part;
import org.mosnas.search.report.content.RoundLosses;
import org.mosnas.search.report.content.RunReport;
import org.mosnas.search.report.content.ScoredSystem;

/** Several runs side by side as HTML: one table, their curves over each other, what differs. */
public final class ComparisonPage {
  private static final List<Shape> SHAPES =
      List.of(Shape.CIRCLE, Shape.DIAMOND, Shape.TRIANGLE, Shape.SQUARE, Shape.STAR, Shape.CROSS);

  private final Map<String, RunReport> runs;

  private ComparisonPage(Map<String, RunReport> runs) {
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
    return new ComparisonPage(named(reports)).html();
  }

  /** Short names, told apart by their directories where they are the same. */
  private static Map<String, RunReport> named(List<RunReport> reports) {
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
    return named;
  }

  private String html() {
    Sections sections =
        new Sections()
            .add("summary", "Runs", Part.of(runs), (section, all) -> summary(section))
            .add("training", "Training", Part.of(runs), (section, all) -> training(section))
            .add("search", "Search", Part.of(runs), (section, all) -> search(section))
            .add("settings", "What differs", Part.of(runs), (section, all) -> differences(section));
    return PageFrame.html(
        "MoSNAS: " + runs.size() + " runs compared",
        String.join(", ", runs.keySet()),
        sections,
        "Written by mos report. "
            + runs.values().stream()
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
    runs.forEach((name, report) -> table.row(row(name, report)));
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
    runs.forEach(
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
    Tone tone = tone(name);
    List<RowChart.Mark> marks = new ArrayList<>();
    marks.add(
        new RowChart.Mark(
            latency.measured(),
            Shape.CIRCLE,
            tone,
            "%s; measured %s".formatted(name, Figures.millis(latency.measured()))));
    latency
        .limit()
        .ifPresent(
            limit ->
                marks.add(
                    new RowChart.Mark(
                        limit,
                        Shape.CROSS,
                        Tone.LIMIT,
                        "%s; limit %s".formatted(name, Figures.millis(limit)))));
    String promised =
        "%s; predicted %s; bound %s"
            .formatted(name, Figures.millis(latency.predicted()), Figures.millis(latency.bound()));
    return new RowChart.Row(
        shortened(name),
        List.of(new RowChart.Bar(latency.predicted(), latency.bound(), tone, true, promised)),
        marks,
        "");
  }

  private void training(Element section) {
    add(
        section,
        "compared-training",
        "Supernets: loss of the largest subnet",
        "Validation loss per round. Runs compare where their data, vocabulary and space are the same.",
        losses(
            RunReport::training, round -> Optional.ofNullable(round.validation().get("largest"))));
    add(
        section,
        "compared-finetuning",
        "Winners on their own",
        "Validation loss per round of finetuning.",
        losses(RunReport::finetuning, round -> round.validation().values().stream().findFirst()));
  }

  private Map<String, List<Point>> losses(
      Function<RunReport, Part<List<RoundLosses>>> rounds,
      Function<RoundLosses, Optional<Double>> loss) {
    Map<String, List<Point>> lines = new LinkedHashMap<>();
    runs.forEach(
        (name, report) -> {
          List<Point> points = new ArrayList<>();
          for (RoundLosses round : rounds.apply(report).content().orElse(List.of())) {
            loss.apply(round)
                .ifPresent(
                    value ->
                        points.add(
                            new Point(
                                round.round(),
                                value,
                                "%s; round %d; loss %s"
                                    .formatted(name, round.round(), Figures.fixed(value, 3)))));
          }
          lines.put(name, points);
        });
    return lines;
  }

  private void add(
      Element section, String id, String title, String reading, Map<String, List<Point>> lines) {
    curves(section, id, title, reading, "round", TrainingSection.LOSS, lines, Join.LINE);
  }

  private void search(Element section) {
    curves(
        section,
        "compared-search",
        "Search progress",
        "The best validation loss after each generation of the evolution, with inherited weights.",
        "subnets scored",
        "best " + TrainingSection.LOSS,
        progress(),
        Join.STEPS);
    curves(
        section,
        "compared-fronts",
        "Pareto fronts",
        "Left is faster, down is better. Of every run the subnets that no other one beats in both.",
        "latency bound (ms)",
        TrainingSection.LOSS,
        fronts(),
        Join.STEPS);
  }

  private Map<String, List<Point>> progress() {
    Map<String, List<Point>> lines = new LinkedHashMap<>();
    runs.forEach(
        (name, report) -> {
          List<Point> points = new ArrayList<>();
          int scored = 0;
          double best = Double.POSITIVE_INFINITY;
          for (Generation generation : evolution(report)) {
            scored += generation.statistics().evaluations();
            best = Math.min(best, generation.best().loss());
            points.add(
                new Point(
                    scored,
                    best,
                    "%s; %d subnets scored; best %s"
                        .formatted(name, scored, Figures.fixed(best, 4))));
          }
          lines.put(name, points);
        });
    return lines;
  }

  private static List<Generation> evolution(RunReport report) {
    return report.search().content().map(s -> s.evolution().generations()).orElse(List.of());
  }

  private Map<String, List<Point>> fronts() {
    Map<String, List<Point>> lines = new LinkedHashMap<>();
    runs.forEach(
        (name, report) -> {
          Map<String, Candidate> known = new LinkedHashMap<>();
          report
              .search()
              .content()
              .ifPresent(
                  study -> {
                    known.putAll(SearchSection.candidates(study.evolution()));
                    Optional<SearchState> random = study.random();
                    random.ifPresent(state -> known.putAll(SearchSection.candidates(state)));
                  });
          lines.put(
              name,
              ParetoFront.of(known.values(), Quantity.LATENCY).members().stream()
                  .map(member -> SearchSection.point(name, member))
                  .toList());
        });
    return lines;
  }

  private void curves(
      Element section,
      String id,
      String title,
      String reading,
      String across,
      String up,
      Map<String, List<Point>> lines,
      Join join) {
    List<Point> all = lines.values().stream().flatMap(List::stream).toList();
    if (all.isEmpty()) {
      section.appendElement("h3").text(title);
      section.appendChild(Markup.missing("None of the runs has come that far."));
      return;
    }
    boolean counted = !across.contains("ms");
    List<Double> xs = all.stream().map(Point::x).toList();
    XyChart chart =
        new XyChart(
            new XyChart.Axis(across, counted ? Scale.fromZero(xs, 7) : Scale.covering(xs, 7)),
            new XyChart.Axis(up, Scale.covering(all.stream().map(Point::y).toList(), 6)));
    HtmlTable table = new HtmlTable(title, "run", "#" + across, "#" + up);
    lines.forEach(
        (name, points) -> {
          chart.add(Series.line(shortened(name), tone(name), shape(name), points).joined(join));
          points.forEach(
              p ->
                  table.row(
                      List.of(
                          name, Figures.fixed(p.x(), counted ? 0 : 2), Figures.fixed(p.y(), 4))));
        });
    section.appendChild(
        Markup.figure(id, title, reading, chart.render(title), Optional.of(table.render())));
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

  private void differences(Element section) {
    List<String> columns = new ArrayList<>(List.of("key"));
    columns.addAll(runs.keySet());
    HtmlTable table =
        new HtmlTable("Where the runs are not the same", columns.toArray(String[]::new));
    int rows = 0;
    Set<String> keys = new LinkedHashSet<>();
    List<Map<String, String>> facts = runs.values().stream().map(ComparisonPage::facts).toList();
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
    report.origin().content().map(ComparisonPage::facts).ifPresent(facts::putAll);
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

  private Tone tone(String name) {
    return Tone.ofRun(index(name));
  }

  private Shape shape(String name) {
    return SHAPES.get(index(name) % SHAPES.size());
  }

  private int index(String name) {
    return List.copyOf(runs.keySet()).indexOf(name);
  }

  /** What fits beside a chart: the end, which tells directories apart. */
  private static String shortened(String name) {
    return name.length() <= 14 ? name : "…" + name.substring(name.length() - 13);
  }
}
