package org.mosnas.search.report.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.mosnas.model.space.Block;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.latency.BlockKey;
import org.mosnas.search.latency.LatencyTable;
import org.mosnas.search.report.chart.Figures;
import org.mosnas.search.report.chart.RowChart;
import org.mosnas.search.report.chart.Scale;
import org.mosnas.search.report.chart.Tone;
import org.mosnas.search.report.content.LatencyPromise;
import org.mosnas.search.report.content.LatencyStudy;
import org.mosnas.search.report.content.ScoredSystem;

/** Where the time of the winner goes, block by block. */
final class WaterfallSection {
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
