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
        medianOfSorted(sorted),
        percentile(sorted, 90),
        percentile(sorted, 99),
        Math.sqrt(variance),
        sorted[0]);
  }

  /** The median in milliseconds. */
  public double medianMillis() {
    return medianNanos / 1e6;
  }

  /** The median: the middle value, or the mean of the two in the middle. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return medianOfSorted(sorted);
  }

  private static double medianOfSorted(double[] sorted) {
    int upper = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[upper]
        : sorted[upper - 1] + (sorted[upper] - sorted[upper - 1]) / 2;
  }

  private static double percentile(double[] sorted, int percent) {
    int rank = (int) (((long) sorted.length * percent + 99) / 100);
    return sorted[Math.max(rank, 1) - 1];
  }

  /**
   * Which of the sorted samples of a measurement are left out before averaging.
   *
   * <p>HAT drops the lowest {@code int(share * n)} and the highest {@code max(1, int(share * n))}
   * of {@code n} samples: interruptions only ever make a run slower, so the high end always loses
   * one. One sample alone is kept.
   *
   * @param share share of the samples to drop at each end, in [0, 0.5); 0 keeps everything
   */
  public record Trimming(double share) implements Serializable {
    /** What HAT does: a tenth at each end. */
    public static final Trimming HAT = new Trimming(0.1);

    /** Keeps every sample. */
    public static final Trimming NONE = new Trimming(0);

    /** Checks the range. */
    public Trimming {
      if (!(share >= 0 && share < 0.5)) {
        throw new IllegalArgumentException("trimmed-share must be in [0, 0.5), was " + share);
      }
    }

    /** How many of {@code n} sorted samples are dropped at the low end. */
    public int droppedLow(int n) {
      return n < 2 ? 0 : (int) (share * n);
    }

    /** How many of {@code n} sorted samples are dropped at the high end. */
    public int droppedHigh(int n) {
      return n < 2 || share == 0 ? 0 : Math.max(1, (int) (share * n));
    }

    /** The samples that are left of {@code sorted}, ascending; the argument is not changed. */
    double[] trim(double[] sorted) {
      int n = sorted.length;
      return Arrays.copyOfRange(sorted, droppedLow(n), n - droppedHigh(n));
    }
  }
}
