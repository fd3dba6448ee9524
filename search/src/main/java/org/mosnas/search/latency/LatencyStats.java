package org.mosnas.search.latency;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;

/**
 * What is kept of the repeated measurements of one thing, in nanoseconds.
 *
 * @param count number of samples, before trimming; at least 1
 * @param meanNanos mean of the samples that {@link Trimming} leaves
 * @param medianNanos median of all samples
 * @param p90Nanos 90th percentile of all samples (nearest rank)
 * @param p99Nanos 99th percentile of all samples (nearest rank)
 * @param stdDevNanos standard deviation (of the population) of the samples that trimming leaves
 * @param minNanos fastest sample
 */
public record LatencyStats(
    int count,
    double meanNanos,
    double medianNanos,
    double p90Nanos,
    double p99Nanos,
    double stdDevNanos,
    double minNanos)
    implements Serializable {

  /** Checks that the numbers are times and in order. */
  public LatencyStats {
    if (count < 1) {
      throw new IllegalArgumentException("a measurement needs a sample, count was " + count);
    }
    for (double nanos : new double[] {meanNanos, stdDevNanos, minNanos}) {
      if (!(nanos >= 0 && nanos < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("nanoseconds must be finite and >= 0, was " + nanos);
      }
    }
    if (!(minNanos <= medianNanos && medianNanos <= p90Nanos && p90Nanos <= p99Nanos)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "percentiles out of order: min %s, p50 %s, p90 %s, p99 %s",
              minNanos,
              medianNanos,
              p90Nanos,
              p99Nanos));
    }
  }

  /**
   * Summarises samples.
   *
   * @param nanos the samples, at least one, in any order
   * @param trimming what the mean and the deviation leave out
   */
  public static LatencyStats of(double[] nanos, Trimming trimming) {
    if (nanos.length == 0) {
      throw new IllegalArgumentException("a measurement needs a sample");
    }
    double[] sorted = nanos.clone();
    Arrays.sort(sorted);
    double[] kept = trimming.trim(sorted);
    double mean = Arrays.stream(kept).average().orElseThrow();
    double variance = Arrays.stream(kept).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    return new LatencyStats(
        sorted.length,
        mean,
        Medians.ofSorted(sorted),
        percentile(sorted, 90),
        percentile(sorted, 99),
        Math.sqrt(variance),
        sorted[0]);
  }

  /** The median in milliseconds. */
  public double medianMillis() {
    return medianNanos / 1e6;
  }

  private static double percentile(double[] sorted, int percent) {
    int rank = (int) (((long) sorted.length * percent + 99) / 100);
    return sorted[Math.max(rank, 1) - 1];
  }
}
