package org.mosnas.search.latency;

import java.util.Arrays;

/** The factor that an estimate is multiplied by to bound a share of the networks to come. */
final class ConformalMargin {
  private ConformalMargin() {}

  /**
   * The ratio of rank {@code ceil((n + 1) * coverage)} of {@code n}, the largest where there are
   * too few, and never below 1.
   *
   * @param ratios measured to predicted time of networks that the prediction did not see
   * @param coverage share of networks to bound, in (0, 1)
   */
  static double of(double[] ratios, double coverage) {
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
}
