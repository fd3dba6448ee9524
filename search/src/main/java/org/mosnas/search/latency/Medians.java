package org.mosnas.search.latency;

import java.util.Arrays;

/** The median: the middle sample, or the mean of the two in the middle. */
final class Medians {
  private Medians() {}

  static double of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return ofSorted(sorted);
  }

  static double ofSorted(double[] sorted) {
    int upper = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[upper]
        : sorted[upper - 1] + (sorted[upper] - sorted[upper - 1]) / 2;
  }
}
