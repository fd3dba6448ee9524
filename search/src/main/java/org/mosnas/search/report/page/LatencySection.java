package org.mosnas.search.report.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.mosnas.model.space.Block;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.latency.BlockKey;
import org.mosnas.search.latency.Calibration;
import org.mosnas.search.latency.Calibration.NetworkTiming;
import org.mosnas.search.latency.LatencyProtocol;
import org.mosnas.search.latency.LatencyTable;
import org.mosnas.search.report.chart.Figures;
import org.mosnas.search.report.chart.RowChart;
import org.mosnas.search.report.chart.Scale;
import org.mosnas.search.report.chart.Shape;
import org.mosnas.search.report.chart.Tone;
import org.mosnas.search.report.chart.XyChart;
import org.mosnas.search.report.chart.XyChart.Series;
import org.mosnas.search.report.chart.XyChart.Series.Point;
import org.mosnas.search.report.content.LatencyStudy;
import org.mosnas.search.report.content.RunReport;
import org.mosnas.search.report.content.ScoredSystem;
import org.mosnas.search.report.content.ScoredSystem.LatencyPromise;
import org.mosnas.search.report.content.SearchStudy;
import org.mosnas.search.report.content.SearchStudy.MeasuredSubnet;
import org.mosnas.search.report.page.Markup.HtmlTable;

/** Whether the estimate of latency can be trusted: predicted against measured, with the bound. */
final class LatencySection {
  private LatencySection() {}

  /** A network and its times in milliseconds. */
  private record Timed(String name, double predicted, double bound, double measured) {
    private static Timed of(MeasuredSubnet subnet) {
      return new Timed(
          subnet.name(), subnet.predictedMillis(), subnet.boundMillis(), subnet.measuredMillis());
    }
  }

  static void write(Element section, RunReport report, LatencyStudy study) {
    List<MeasuredSubnet> measured =
        report.search().content().map(SearchStudy::measured).orElse(List.of());
    if (study.networks().isEmpty() && measured.isEmpty()) {
      section.appendChild(
          Markup.missing(
              "No whole network was timed: calibration was switched off and nothing was searched"
                  + " yet."));
    } else {
      section.appendChild(figure(study, measured.stream().map(Timed::of).toList()));
    }
    section.appendChild(protocol(study));
  }

  private static Element figure(LatencyStudy study, List<Timed> searched) {
    List<Timed> fitted = fitted(study);
    List<Element> keys = new ArrayList<>();
    if (!fitted.isEmpty()) {
      keys.add(Markup.key(Shape.CROSS, Tone.QUIET, "calibration networks"));
    }
    if (!searched.isEmpty()) {
      keys.add(Markup.key(Shape.CIRCLE, Tone.WINNER, "winner and finalists of the search"));
    }
    return Markup.figure(
        "predicted-measured",
        "Predicted against measured",
        reading(study),
        Markup.legend(
            chart(study.calibration(), fitted, searched)
                .render("Predicted against measured latency"),
            keys),
        Optional.of(table(fitted, searched).render()));
  }

  /** The networks that the estimate was fitted on. */
  private static List<Timed> fitted(LatencyStudy study) {
    Calibration calibration = study.calibration();
    List<Timed> fitted = new ArrayList<>();
    for (NetworkTiming timing : study.networks()) {
      double estimate = calibration.calibrate(timing.estimatedMillis());
      fitted.add(
          new Timed(
              "calibration network " + (fitted.size() + 1),
              estimate,
              estimate * calibration.margin(),
              timing.measuredMillis()));
    }
    return fitted;
  }

  private static XyChart chart(Calibration calibration, List<Timed> fitted, List<Timed> searched) {
    List<Timed> all = new ArrayList<>(fitted);
    all.addAll(searched);
    List<Double> predicted = all.stream().map(Timed::predicted).toList();
    List<Double> measured = all.stream().map(Timed::measured).toList();
    XyChart chart =
        new XyChart(
            new XyChart.Axis("predicted (ms)", Scale.covering(predicted, 6)),
            new XyChart.Axis("measured (ms)", Scale.covering(measured, 6)));
    chart.slope("as predicted", Tone.QUIET, false, 1);
    if (calibration.networks() > 0) {
      chart.slope("bound", Tone.LIMIT, true, calibration.margin());
    }
    List<Point> crosses = fitted.stream().map(LatencySection::point).toList();
    chart.add(Series.dots("calibration", Tone.QUIET, Shape.CROSS, crosses));
    for (Timed subnet : searched) {
      String name = subnet.name();
      chart.add(
          Series.dots(name, Names.tone(name), Names.shape(name), List.of(point(subnet)))
              .labelled(!name.startsWith("finalist")));
    }
    return chart;
  }

  private static HtmlTable table(List<Timed> fitted, List<Timed> searched) {
    HtmlTable table =
        new HtmlTable(
            "Predicted and measured time per sentence, milliseconds",
            "network",
            "#predicted",
            "#bound",
            "#measured",
            "#measured / predicted");
    fitted.forEach(network -> table.row(cells(network)));
    searched.forEach(subnet -> table.row(cells(subnet)));
    return table;
  }

  private static String reading(LatencyStudy study) {
    if (study.calibration().networks() == 0) {
      return "Whole networks, timed. On the line the sum of the blocks is exact. The estimate was"
          + " not calibrated, so it has no bound.";
    }
    return String.format(
        Locale.ROOT,
        "Whole networks, timed. On the solid line the estimate is exact; below it the network is faster. The bound, %s %% above the estimate, is to hold for %s of networks measured like the %s that it was fitted on (crosses).",
        Figures.fixed(100 * (study.calibration().margin() - 1), 1),
        Figures.percent(study.coverage()),
        Figures.count(study.calibration().networks()));
  }

  private static Point point(Timed network) {
    return new Point(
        network.predicted(),
        network.measured(),
        String.format(
            Locale.ROOT,
            "%s; predicted %s; measured %s",
            network.name(),
            Figures.millis(network.predicted()),
            Figures.millis(network.measured())));
  }

  private static List<String> cells(Timed network) {
    return List.of(
        network.name(),
        Figures.fixed(network.predicted(), 2),
        Figures.fixed(network.bound(), 2),
        Figures.fixed(network.measured(), 2),
        Figures.fixed(network.measured() / network.predicted(), 3));
  }

  private static Element protocol(LatencyStudy study) {
    LatencyProtocol protocol = study.table().protocol();
    return Markup.paragraph(
        "note",
        String.format(
            Locale.ROOT,
            "Protocol: %d sentence%s at a time, %d source tokens, %d decoding steps, beam %d, %d"
                + " thread%s, %d counted rounds after warm-up. Hardware: %s. Blocks timed: %s.",
            protocol.batch(),
            protocol.batch() == 1 ? "" : "s",
            protocol.sourceLength(),
            protocol.targetLength(),
            protocol.beam(),
            protocol.threads(),
            protocol.threads() == 1 ? "" : "s",
            protocol.rounds(),
            study.table().hardware().hardwareClass(),
            Figures.count(study.table().entries().size())));
  }

  /** Where the time of the winner goes, block by block. */
  static final class WaterfallSection {
    /** How kinds of blocks end of which a stack has several. */
    private static final String LAYER = "-layer";

    private WaterfallSection() {}

    /** A block of one subnet, and its time. */
    private record Step(String name, double millis) {}

    /** What the chart needs. */
    record Input(LatencyStudy study, ScoredSystem.Subnet winner) {}

    static void write(Element section, Input input) {
      List<Step> steps = steps(input.study().table(), input.winner().spec());
      LatencyPromise latency = input.winner().latency();
      double sum = steps.stream().mapToDouble(Step::millis).sum();
      double end = Math.max(Math.max(sum, latency.bound()), latency.measured());
      RowChart chart = new RowChart("time per sentence (ms)", Scale.fromZero(List.of(end), 6));
      HtmlTable table =
          new HtmlTable(
              "Time of the winner by block, milliseconds",
              "block",
              "#time",
              "#share of the sum",
              "#sum so far");
      double at = 0;
      for (Step step : steps) {
        String note = Figures.millis(step.millis());
        chart.add(RowChart.Row.bar(step.name(), Tone.WINNER, at, at + step.millis(), note));
        at += step.millis();
        table.row(
            List.of(
                step.name(),
                Figures.fixed(step.millis(), 3),
                Figures.percent(step.millis() / sum),
                Figures.fixed(at, 3)));
      }
      double correction = latency.predicted() - sum;
      chart.add(
          RowChart.Row.bar(
              "calibration",
              Tone.QUIET,
              Math.min(sum, latency.predicted()),
              Math.max(sum, latency.predicted()),
              (correction < 0 ? "" : "+") + Figures.millis(correction)));
      chart.add(
          RowChart.Row.bar(
              "predicted",
              Tone.LARGEST,
              0,
              latency.predicted(),
              Figures.millis(latency.predicted())));
      chart.add(
          RowChart.Row.bar(
              "measured", Tone.LARGEST, 0, latency.measured(), Figures.millis(latency.measured())));
      table.row(
          List.of(
              "calibration",
              Figures.fixed(correction, 3),
              "–",
              Figures.fixed(latency.predicted(), 3)));
      latency
          .limit()
          .ifPresent(
              limit -> {
                if (limit <= end * 1.5) {
                  chart.vertical("limit " + Figures.millis(limit), Tone.LIMIT, limit);
                }
              });
      section.appendChild(
          Markup.figure(
              "waterfall",
              "Where the time goes",
              "Blocks add up from the top down; the calibration corrects their sum to what whole networks take. Decoder blocks run once per decoding step and beam, encoder blocks once per sentence.",
              chart.render("Latency of the winner by block"),
              Optional.of(table.render())));
    }

    private static List<Step> steps(LatencyTable table, SubnetSpec spec) {
      List<Step> steps = new ArrayList<>();
      Map<String, Integer> layers = new HashMap<>();
      for (Block block : spec.blocks()) {
        String name = block.kind().replace('-', ' ');
        if (block.kind().endsWith(LAYER)) {
          String stack = block.kind().substring(0, block.kind().length() - LAYER.length());
          name = stack + " " + layers.merge(stack, 1, Integer::sum);
        }
        steps.add(new Step(name, table.stats(BlockKey.of(block)).medianMillis()));
      }
      return steps;
    }
  }
}
