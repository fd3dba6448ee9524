package org.mosnas.model.metric;

import java.util.Arrays;

/**
 * Where a score lies with 95 % confidence.
 *
 * @param mean mean of the resampled scores
 * @param lower 2.5 % of the resampled scores are lower
 * @param upper 2.5 % of the resampled scores are higher
 */
public record ConfidenceInterval(double mean, double lower, double upper) {
  /** Half the width, what sacreBLEU prints after the sign ±. */
  public double halfWidth() {
    return (upper - lower) / 2;
  }

  /** {@code μ = 23.10 ± 1.25}. */
  @Override
  public String toString() {
    return "μ = " + Decimals.fixed(mean, 2) + " ± " + Decimals.fixed(halfWidth(), 2);
  }

  /** The interval of resampled scores, at least one. */
  static ConfidenceInterval of(double[] scores) {
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    int tail = sorted.length / 40;
    return new ConfidenceInterval(
        Arrays.stream(scores).average().orElseThrow(),
        sorted[tail],
        sorted[sorted.length - 1 - tail]);
  }
}
