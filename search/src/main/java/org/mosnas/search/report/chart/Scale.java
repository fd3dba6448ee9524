package org.mosnas.search.report.chart;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * A linear axis that begins and ends at round numbers.
 *
 * @param low value at its beginning
 * @param step from tick to tick
 * @param intervals number of steps
 */
public record Scale(double low, double step, int intervals) {
  /** Checks the range. */
  public Scale {
    if (!(step > 0) || !Double.isFinite(step) || !Double.isFinite(low) || intervals < 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "no scale from %s in %d steps of %s", low, intervals, step));
    }
  }

  /**
   * The scale that covers some values with a little air.
   *
   * @param values finite, at least one
   * @param most ticks at most, at least 2; about as many are used
   */
  public static Scale covering(Collection<Double> values, int most) {
    double low = values.stream().mapToDouble(v -> v).min().orElseThrow();
    double high = values.stream().mapToDouble(v -> v).max().orElseThrow();
    double air = high > low ? 0.02 * (high - low) : Math.max(Math.abs(high) * 0.1, 0.5);
    return between(low >= 0 ? Math.max(0, low - air) : low - air, high + air, most);
  }

  /** As {@link #covering}, beginning at 0; for values that are not negative. */
  public static Scale fromZero(Collection<Double> values, int most) {
    double high = values.stream().mapToDouble(v -> v).max().orElseThrow();
    return between(0, high > 0 ? high * 1.02 : 1, most);
  }

  /** The scale from 0 over whole numbers up to {@code last}, such as rounds. */
  public static Scale counting(int last, int most) {
    double step = Math.max(1, niceStep(Math.max(1, last), most));
    return new Scale(0, step, Math.max(1, (int) Math.ceil(last / step)));
  }

  private static Scale between(double low, double high, int most) {
    double step = niceStep(high - low, most);
    double start = Math.floor(low / step) * step;
    int intervals = (int) Math.ceil((high - start) / step - 1e-9);
    return new Scale(start, step, Math.max(1, intervals));
  }

  private static double niceStep(double range, int most) {
    double rough = range / Math.max(1, most - 1);
    double magnitude = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * magnitude >= rough) {
        return factor * magnitude;
      }
    }
    return 10 * magnitude;
  }

  /** Value at its end. */
  public double high() {
    return low + step * intervals;
  }

  /** Where a value lies: 0 at the beginning, 1 at the end. */
  public double share(double value) {
    return (value - low) / (high() - low);
  }

  /** The values of the ticks. */
  public List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i <= intervals; i++) {
      ticks.add(low + i * step);
    }
    return ticks;
  }

  /** A tick as text, with as many decimals as the step needs. */
  public String label(double tick) {
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    return step >= 10_000
        ? Figures.count(Math.round(tick / 1000)) + (tick == 0 ? "" : "\u00a0k")
        : Figures.fixed(tick, decimals);
  }
}
