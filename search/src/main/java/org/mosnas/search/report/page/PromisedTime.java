package org.mosnas.search.report.page;

import java.util.Locale;
import org.mosnas.search.report.chart.Figures;
import org.mosnas.search.report.chart.RowChart;
import org.mosnas.search.report.chart.Tone;
import org.mosnas.search.report.content.LatencyPromise;

/** How every chart draws what was promised of a subnet's latency. */
final class PromisedTime {
  private PromisedTime() {}

  /** From the prediction to its bound. */
  static RowChart.Bar bar(String name, Tone tone, LatencyPromise latency) {
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
