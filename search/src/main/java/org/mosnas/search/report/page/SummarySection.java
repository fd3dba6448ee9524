package org.mosnas.search.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.mosnas.search.report.chart.Figures;
import org.mosnas.search.report.chart.RowChart;
import org.mosnas.search.report.chart.Scale;
import org.mosnas.search.report.chart.Shape;
import org.mosnas.search.report.chart.Tone;
import org.mosnas.search.report.content.RunReport;
import org.mosnas.search.report.content.RunReport.RunOutline;
import org.mosnas.search.report.content.ScoredSystem;
import org.mosnas.search.report.content.ScoredSystem.LatencyPromise;
import org.mosnas.search.report.page.Markup.HtmlTable;

/** What came out, in one screen: the verdict, the figures, and every system. */
final class SummarySection {
  private static final String SCORES = "Every system on the test set: scores";

  /** Share by which a measurement must differ from the prediction to be told. */
  private static final double REMARKABLE = 0.1;

  private SummarySection() {}

  static void write(Element section, RunReport report) {
    RunOutline outline = report.outline();
    if (!outline.status().equals("succeeded")) {
      section.appendChild(Markup.paragraph("missing", unfinished(outline)));
    }
    report.system(RunReport.WINNER).ifPresent(winner -> winner(section, winner, outline));
    report
        .systems()
        .content()
        .ifPresentOrElse(
            systems -> systems(section, systems),
            () -> section.appendChild(Markup.missing(report.systems().missing())));
  }

  private static String unfinished(RunOutline outline) {
    return switch (outline.status()) {
      case "running" ->
          "The run is not finished: this report shows what there was when it was written.";
      case "failed" -> "The run failed: " + outline.reason();
      default ->
          "The run is "
              + outline.status()
              + (outline.reason().isEmpty() ? "." : ": " + outline.reason());
    };
  }

  private static void winner(Element section, ScoredSystem winner, RunOutline outline) {
    winner.subnet().ifPresent(subnet -> section.appendChild(verdict(subnet.latency())));
    Element tiles = Markup.element("ul", "tiles");
    winner
        .scores()
        .forEach(
            (metric, score) ->
                tile(tiles, Figures.fixed(score.value(), 2), metric + " of the winner"));
    winner
        .subnet()
        .ifPresent(
            subnet -> {
              tile(tiles, Figures.millis(subnet.latency().measured()), "measured per sentence");
              tile(tiles, Figures.amount(subnet.parameters()), "parameters without embeddings");
            });
    if (outline.seconds() > 0) {
      tile(tiles, Figures.duration(outline.seconds()), "time of the last command");
    }
    section.appendChild(tiles);
  }

  private static void tile(Element tiles, String value, String meaning) {
    Element tile = tiles.appendElement("li");
    tile.appendElement("b").text(value);
    tile.appendElement("span").text(meaning);
  }

  private static Element verdict(LatencyPromise promise) {
    Element verdict = Markup.element("p", "verdict " + (promise.meetsLimit() ? "kept" : "broken"));
    if (promise.limit().isPresent()) {
      verdict
          .appendElement("strong")
          .text(promise.meetsLimit() ? "✓ Within the limit. " : "✗ Over the limit. ");
    }
    verdict.appendText(
        String.format(
                Locale.ROOT,
                "The winner was promised to translate a sentence in %s%s; measured, it takes %s%s.",
                Figures.millis(promise.predicted()),
                promise.isBounded()
                    ? " and not to exceed " + Figures.millis(promise.bound())
                    : ", without a bound",
                Figures.millis(promise.measured()),
                promise
                    .limit()
                    .map(limit -> ", " + against(promise.measured(), limit))
                    .orElse("; latency was not limited"))
            + kept(promise));
    return verdict;
  }

  /** The limit may be kept while the promise is not. */
  private static String kept(LatencyPromise promise) {
    if (promise.isBounded() && promise.measured() > promise.bound()) {
      return String.format(
          Locale.ROOT,
          " The bound was exceeded by %s.",
          Figures.percent(promise.measured() / promise.bound() - 1));
    }
    double faster = 1 - promise.measured() / promise.predicted();
    return Math.abs(faster) > REMARKABLE
        ? String.format(
            Locale.ROOT,
            " That is %s %s than predicted.",
            Figures.percent(Math.abs(faster)),
            faster > 0 ? "faster" : "slower")
        : "";
  }

  private static String against(double measured, double limit) {
    double share = measured / limit;
    return share <= 1
        ? String.format(
            Locale.ROOT,
            "%s below the limit of %s",
            Figures.percent(1 - share),
            Figures.millis(limit))
        : String.format(
            Locale.ROOT,
            "%s above the limit of %s",
            Figures.percent(share - 1),
            Figures.millis(limit));
  }

  private static void systems(Element section, List<ScoredSystem> systems) {
    promiseChart(systems).ifPresent(section::appendChild);
    section.appendChild(scores(systems));
    section.appendChild(costs(systems));
    if (tested(systems)) {
      section.appendChild(
          Markup.paragraph(
              "note",
              "In brackets: 95 % bootstrap intervals. p: how likely a difference to the winner as large as this is by chance, from paired bootstrap resampling."));
    }
    systems.stream()
        .map(ScoredSystem::signature)
        .filter(signature -> !signature.isEmpty())
        .findFirst()
        .ifPresent(
            signature ->
                section.appendChild(
                    Markup.paragraph(
                        "note",
                        ScoredSystem.metrics(systems).get(0) + " signature: " + signature)));
  }

  private static Element scores(List<ScoredSystem> systems) {
    boolean tested = tested(systems);
    List<String> metrics = ScoredSystem.metrics(systems);
    List<String> columns = new ArrayList<>(List.of("system"));
    for (String metric : metrics) {
      columns.add("#" + metric);
      if (tested) {
        columns.add("#p");
      }
    }
    columns.add("#loss with inherited weights");
    HtmlTable table = new HtmlTable(SCORES, columns.toArray(String[]::new));
    for (ScoredSystem system : systems) {
      List<String> cells = new ArrayList<>(List.of(system.title()));
      for (String metric : metrics) {
        Optional<ScoredSystem.Score> score = system.score(metric);
        cells.add(score.map(SummarySection::score).orElse("–"));
        if (tested) {
          cells.add(
              score.flatMap(ScoredSystem.Score::pValue).map(p -> Figures.fixed(p, 3)).orElse("–"));
        }
      }
      cells.add(system.subnet().map(s -> Figures.fixed(s.validationLoss(), 3)).orElse("–"));
      table.row(cssClass(system), cells);
    }
    return table.render();
  }

  private static Element costs(List<ScoredSystem> systems) {
    HtmlTable table =
        new HtmlTable(
            "Every subnet: time per sentence and size",
            "system",
            "#predicted (ms)",
            "#bound (ms)",
            "#measured (ms)",
            "#parameters",
            "#FLOPs");
    for (ScoredSystem system : systems) {
      system
          .subnet()
          .ifPresent(
              subnet ->
                  table.row(
                      cssClass(system),
                      List.of(
                          system.title(),
                          Figures.fixed(subnet.latency().predicted(), 2),
                          Figures.fixed(subnet.latency().bound(), 2),
                          Figures.fixed(subnet.latency().measured(), 2),
                          Figures.amount(subnet.parameters()),
                          Figures.amount(subnet.flops()))));
    }
    return table.render();
  }

  private static boolean tested(List<ScoredSystem> systems) {
    return systems.stream()
        .flatMap(system -> system.scores().values().stream())
        .anyMatch(score -> score.pValue().isPresent());
  }

  private static String cssClass(ScoredSystem system) {
    return system.key().equals(RunReport.WINNER) ? "best" : "";
  }

  static String score(ScoredSystem.Score score) {
    return Figures.fixed(score.value(), 2)
        + score
            .interval()
            .map(
                i ->
                    String.format(
                        Locale.ROOT,
                        " [%s, %s]",
                        Figures.fixed(i.low(), 1),
                        Figures.fixed(i.high(), 1)))
            .orElse("");
  }

  private static Optional<Element> promiseChart(List<ScoredSystem> systems) {
    List<ScoredSystem> subnets =
        systems.stream()
            .filter(system -> system.subnet().isPresent())
            .filter(system -> !system.repeats())
            .toList();
    if (subnets.isEmpty()) {
      return Optional.empty();
    }
    List<Double> values = new ArrayList<>();
    Optional<Double> limit = subnets.get(0).subnet().orElseThrow().latency().limit();
    limit.ifPresent(values::add);
    for (ScoredSystem system : subnets) {
      LatencyPromise latency = system.subnet().orElseThrow().latency();
      values.add(latency.bound());
      values.add(latency.measured());
    }
    RowChart chart = new RowChart("time per sentence (ms)", Scale.fromZero(values, 6));
    limit.ifPresent(most -> chart.vertical("limit " + Figures.millis(most), Tone.LIMIT, most));
    HtmlTable table =
        new HtmlTable(
            "Promised and measured time per sentence, milliseconds",
            "subnet",
            "#predicted",
            "#bound",
            "#measured");
    for (ScoredSystem system : subnets) {
      LatencyPromise latency = system.subnet().orElseThrow().latency();
      String name = shortName(system);
      chart.add(row(name, Names.tone(system.key()), latency));
      table.row(
          List.of(
              name,
              Figures.fixed(latency.predicted(), 2),
              Figures.fixed(latency.bound(), 2),
              Figures.fixed(latency.measured(), 2)));
    }
    return Optional.of(
        Markup.figure(
            "promise",
            "What was promised, what was measured",
            "The bar runs from the predicted time to its bound; the mark is the measurement. A mark left of the bar is faster than promised.",
            chart.render("Promised and measured time per sentence"),
            Optional.of(table.render())));
  }

  private static String shortName(ScoredSystem system) {
    return switch (system.key()) {
      case RunReport.WINNER -> "winner";
      case "random-search" -> "random search";
      default -> system.key().replace('-', ' ');
    };
  }

  private static RowChart.Row row(String name, Tone tone, LatencyPromise latency) {
    String measured =
        String.format(Locale.ROOT, "%s; measured %s", name, Figures.millis(latency.measured()));
    return new RowChart.Row(
        name,
        List.of(promised(name, tone, latency)),
        List.of(new RowChart.Mark(latency.measured(), Shape.CIRCLE, tone, measured)),
        "");
  }

  /** How every chart draws what was promised of a latency: from the prediction to its bound. */
  static RowChart.Bar promised(String name, Tone tone, LatencyPromise latency) {
    String says =
        String.format(
            Locale.ROOT,
            "%s; predicted %s; bound %s",
            name,
            Figures.millis(latency.predicted()),
            Figures.millis(latency.bound()));
    return new RowChart.Bar(latency.predicted(), latency.bound(), tone, true, says);
  }
}
