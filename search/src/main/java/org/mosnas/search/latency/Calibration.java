package org.mosnas.search.latency;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.mosnas.search.latency.Calibration.NetworkTiming;

/**
 * How the sum of block times becomes the time of a whole network, and how far to trust it.
 *
 * <p>Blocks run alone find warmer caches than inside a network, and a network has costs that belong
 * to no block; both are corrected by a robust line through a few whole networks that were measured.
 *
 * <p>The margin is conformal: every measured network is predicted by the line through all others
 * (jackknife), and the margin is that ratio of measured to predicted time which at least the asked
 * share of the networks stays under, counting the next one: rank {@code ceil((n + 1) * coverage)}
 * of {@code n} sorted ratios. If the networks to come are drawn like the measured ones, a bound
 * with this margin holds for about that share of them. With too few networks for the share the
 * largest ratio stands, which covers about {@code n / (n + 1)}.
 *
 * @param slope measured per estimated millisecond, positive
 * @param interceptMillis measured time at an estimate of 0, in milliseconds
 * @param margin factor from the corrected time to the bound, at least 1
 * @param networks how many networks were measured; 0 means not calibrated
 */
public record Calibration(double slope, double interceptMillis, double margin, int networks)
    implements Serializable {
  /** Leaves sums of blocks as they are, with no margin. */
  public static final Calibration NONE = new Calibration(1, 0, 1, 0);

  /** Checks the ranges. */
  public Calibration {
    if (!(slope > 0) || !Double.isFinite(slope) || !Double.isFinite(interceptMillis)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "calibration needs a finite rising line, was %s x + %s",
              slope,
              interceptMillis));
    }
    if (!(margin >= 1) || !Double.isFinite(margin) || networks < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "margin must be finite and at least 1 and networks not negative, were %s and %d",
              margin,
              networks));
    }
  }

  /**
   * Fits measured networks.
   *
   * @param timings estimated and measured times; any number, none gives {@link #NONE}; the smallest
   *     and the largest subnet of the space should be among them, since a line says little beyond
   *     its points
   * @param coverage share of networks that the bound is to hold for, in (0, 1)
   */
  public static Calibration fit(List<NetworkTiming> timings, double coverage) {
    if (timings.isEmpty()) {
      return NONE;
    }
    RobustLine line = RobustLine.fit(timings);
    return new Calibration(
        line.slope(), line.interceptMillis(), margin(timings, coverage), timings.size());
  }

  /** The corrected time of a network whose blocks add up to {@code estimatedMillis}; at least 0. */
  public double calibrate(double estimatedMillis) {
    return Math.max(slope * estimatedMillis + interceptMillis, 0);
  }

  /** The bound for a network whose blocks add up to {@code estimatedMillis}. */
  public double upperBound(double estimatedMillis) {
    return calibrate(estimatedMillis) * margin;
  }

  private static double margin(List<NetworkTiming> timings, double coverage) {
    double[] ratios =
        IntStream.range(0, timings.size())
            .mapToDouble(i -> ratioPredictedByOthers(timings, i))
            .toArray();
    return conformalMargin(ratios, coverage);
  }

  /**
   * The ratio of rank {@code ceil((n + 1) * coverage)} of {@code n}, the largest where there are
   * too few, and never below 1.
   *
   * @param ratios measured to predicted time of networks that the prediction did not see
   * @param coverage share of networks to bound, in (0, 1)
   */
  static double conformalMargin(double[] ratios, double coverage) {
    if (!(coverage > 0 && coverage < 1)) {
      throw new IllegalArgumentException("coverage must be in (0, 1), was " + coverage);
    }
    if (ratios.length == 0) {
      throw new IllegalArgumentException("a margin needs a measured network");
    }
    double[] sorted = ratios.clone();
    Arrays.sort(sorted);
    int rank = (int) Math.ceil((sorted.length + 1) * coverage);
    return Math.max(1, sorted[Math.min(rank, sorted.length) - 1]);
  }

  private static double ratioPredictedByOthers(List<NetworkTiming> timings, int left) {
    NetworkTiming one = timings.get(left);
    List<NetworkTiming> others = new ArrayList<>(timings);
    others.remove(left);
    // The only network there is can be held against nothing but its own line.
    List<NetworkTiming> known = others.isEmpty() ? timings : others;
    double predicted = RobustLine.fit(known).at(one.estimatedMillis());
    if (predicted <= 0) {
      predicted = RobustLine.throughOrigin(known).at(one.estimatedMillis());
    }
    return one.measuredMillis() / predicted;
  }

  /**
   * One whole network, estimated and measured.
   *
   * @param estimatedMillis sum of its blocks before any calibration, positive
   * @param measuredMillis what it took, positive
   */
  public record NetworkTiming(double estimatedMillis, double measuredMillis)
      implements Serializable {
    /** Checks the ranges. */
    public NetworkTiming {
      for (double millis : new double[] {estimatedMillis, measuredMillis}) {
        if (!(millis > 0 && millis < Double.POSITIVE_INFINITY)) {
          throw new IllegalArgumentException("milliseconds must be finite and > 0, was " + millis);
        }
      }
    }
  }

  /**
   * The Theil–Sen line: the median of the slopes between all pairs of points, and the intercept
   * that leaves the median of the residuals at 0. Up to 29 % of the points may be arbitrarily
   * wrong.
   *
   * @param slope measured per estimated millisecond, positive
   * @param interceptMillis measured time at an estimate of 0
   */
  record RobustLine(double slope, double interceptMillis) {
    private static final RobustLine IDENTITY = new RobustLine(1, 0);

    /**
     * Fits points. Where they do not determine a rising line that stays positive on them (fewer
     * than two estimates differ, or noise outweighs the spread), the line goes through the origin
     * with the median ratio as its slope; no points give the identity.
     */
    static RobustLine fit(List<NetworkTiming> points) {
      if (points.isEmpty()) {
        return IDENTITY;
      }
      double[] slopes = pairSlopes(points);
      if (slopes.length == 0) {
        return throughOrigin(points);
      }
      double slope = LatencyStats.median(slopes);
      double intercept =
          LatencyStats.median(
              points.stream()
                  .mapToDouble(p -> p.measuredMillis() - slope * p.estimatedMillis())
                  .toArray());
      RobustLine line = new RobustLine(slope, intercept);
      boolean usable = slope > 0 && points.stream().allMatch(p -> line.at(p.estimatedMillis()) > 0);
      return usable ? line : throughOrigin(points);
    }

    double at(double estimatedMillis) {
      return slope * estimatedMillis + interceptMillis;
    }

    /** The line through the origin whose slope is the median ratio of at least one point. */
    static RobustLine throughOrigin(List<NetworkTiming> points) {
      double[] ratios =
          points.stream().mapToDouble(p -> p.measuredMillis() / p.estimatedMillis()).toArray();
      return new RobustLine(LatencyStats.median(ratios), 0);
    }

    private static double[] pairSlopes(List<NetworkTiming> points) {
      List<Double> slopes = new ArrayList<>();
      for (int i = 0; i < points.size(); i++) {
        for (int j = i + 1; j < points.size(); j++) {
          double run = points.get(j).estimatedMillis() - points.get(i).estimatedMillis();
          if (run != 0) {
            slopes.add((points.get(j).measuredMillis() - points.get(i).measuredMillis()) / run);
          }
        }
      }
      return slopes.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }
}
