package org.mosnas.search.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.mosnas.search.latency.Calibration;
import org.mosnas.search.latency.LatencyProtocol;
import org.mosnas.search.latency.NetworkTiming;
import org.mosnas.search.report.chart.Figures;
import org.mosnas.search.report.chart.Scale;
import org.mosnas.search.report.chart.Series;
import org.mosnas.search.report.chart.Series.Point;
import org.mosnas.search.report.chart.Shape;
import org.mosnas.search.report.chart.Tone;
import org.mosnas.search.report.chart.XyChart;
import org.mosnas.search.report.content.LatencyStudy;
import org.mosnas.search.report.content.RunReport;
import org.mosnas.search.report.content.SearchStudy;
import org.mosnas.search.report.content.SearchStudy.MeasuredSubnet;

/** Whether the estimate of latency can be trusted: predicted against measured, with the bound. */
final class LatencySection {
  private LatencySection() {}

  static void write(Element section, RunReport report, LatencyStudy study) {
    List<MeasuredSubnet> measured =
        report.search().content().map(SearchStudy::measured).orElse(List.of());
    if (study.networks().isEmpty() && measured.isEmpty()) {
      section.appendChild(
          Markup.missing(
              "No whole network was timed: calibration was switched off and nothing was searched yet."));
    } else {
      section.appendChild(figure(study, measured));
    }
    section.appendChild(protocol(study));
  }

  private static Element figure(LatencyStudy study, List<MeasuredSubnet> measured) {
    Calibration calibration = study.calibration();
    List<Double> predicted = new ArrayList<>();
    List<Double> taken = new ArrayList<>();
    HtmlTable table =
        new HtmlTable(
            "Predicted and measured time per sentence, milliseconds",
            "network",
            "#predicted",
            "#bound",
            "#measured",
            "#measured / predicted");
    List<Point> fitted = new ArrayList<>();
    int number = 1;
    for (NetworkTiming timing : study.networks()) {
      double estimate = calibration.calibrate(timing.estimatedMillis());
      String name = "calibration network " + number++;
      fitted.add(point(name, estimate, timing.measuredMillis()));
      row(table, name, estimate, estimate * calibration.margin(), timing.measuredMillis());
      predicted.add(estimate);
      taken.add(timing.measuredMillis());
    }
    for (MeasuredSubnet subnet : measured) {
      row(
          table,
          subnet.name(),
          subnet.predictedMillis(),
          subnet.boundMillis(),
          subnet.measuredMillis());
      predicted.add(subnet.predictedMillis());
      taken.add(subnet.measuredMillis());
    }
    XyChart chart =
        new XyChart(
            new XyChart.Axis("predicted (ms)", Scale.covering(predicted, 6)),
            new XyChart.Axis("measured (ms)", Scale.covering(taken, 6)));
    chart.slope("as predicted", Tone.QUIET, false, 1);
    if (calibration.networks() > 0) {
      chart.slope("bound", Tone.LIMIT, true, calibration.margin());
    }
    chart.add(Series.dots("calibration", Tone.QUIET, Shape.CROSS, fitted));
    for (MeasuredSubnet subnet : measured) {
      Point point = point(subnet.name(), subnet.predictedMillis(), subnet.measuredMillis());
      chart.add(
          Series.dots(
                  subnet.name(),
                  Names.tone(subnet.name()),
                  Names.shape(subnet.name()),
                  List.of(point))
              .labelled(!subnet.name().startsWith("finalist")));
    }
    List<Element> keys = new ArrayList<>();
    if (!fitted.isEmpty()) {
      keys.add(Markup.key(Shape.CROSS, Tone.QUIET, "calibration networks"));
    }
    if (!measured.isEmpty()) {
      keys.add(Markup.key(Shape.CIRCLE, Tone.WINNER, "winner and finalists of the search"));
    }
    return Markup.figure(
        "predicted-measured",
        "Predicted against measured",
        reading(study),
        Markup.legend(chart.render("Predicted against measured latency"), keys),
        Optional.of(table.render()));
  }

  private static String reading(LatencyStudy study) {
    if (study.calibration().networks() == 0) {
      return "Whole networks, timed. On the line the sum of the blocks is exact. The estimate was not calibrated, so it has no bound.";
    }
    return "Whole networks, timed. On the solid line the estimate is exact; below it the network is faster. The bound, %s %% above the estimate, is to hold for %s of networks measured like the %s that it was fitted on (crosses)."
        .formatted(
            Figures.fixed(100 * (study.calibration().margin() - 1), 1),
            Figures.percent(study.coverage()),
            Figures.count(study.calibration().networks()));
  }

  private static Point point(String name, double predicted, double measured) {
    return new Point(
        predicted,
        measured,
        "%s; predicted %s; measured %s"
            .formatted(name, Figures.millis(predicted), Figures.millis(measured)));
  }

  private static void row(
      HtmlTable table, String name, double predicted, double bound, double measured) {
    table.row(
        List.of(
            name,
            Figures.fixed(predicted, 2),
            Figures.fixed(bound, 2),
            Figures.fixed(measured, 2),
            Figures.fixed(measured / predicted, 3)));
  }

  private static Element protocol(LatencyStudy study) {
    LatencyProtocol protocol = study.table().protocol();
    return Markup.paragraph(
        "note",
        "Protocol: %d sentence%s at a time, %d source tokens, %d decoding steps, beam %d, %d thread%s, %d counted rounds after warm-up. Hardware: %s. Blocks timed: %s."
            .formatted(
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
}
