package org.mosnas.search.latency;

import java.util.ArrayList;
import java.util.List;

/**
 * The Theil–Sen line: the median of the slopes between all pairs of points, and the intercept that
 * leaves the median of the residuals at 0. Up to 29 % of the points may be arbitrarily wrong.
 *
 * @param slope measured per estimated millisecond, positive
 * @param interceptMillis measured time at an estimate of 0
 */
record RobustLine(double slope, double interceptMillis) {
  private static final RobustLine IDENTITY = new RobustLine(1, 0);

  /**
   * Fits points. Where they do not determine a rising line that stays positive on them (fewer than
   * two estimates differ, or noise outweighs the spread), the line goes through the origin with the
   * median ratio as its slope; no points give the identity.
   */
  static RobustLine fit(List<NetworkTiming> points) {
    if (points.isEmpty()) {
      return IDENTITY;
    }
    double[] slopes = pairSlopes(points);
    if (slopes.length == 0) {
      return throughOrigin(points);
    }
    double slope = Medians.of(slopes);
    double intercept =
        Medians.of(
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
    return new RobustLine(Medians.of(ratios), 0);
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
