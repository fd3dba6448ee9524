package org.mosnas.search.latency;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How far estimates were off.
 *
 * @param count number of networks
 * @param rootMeanSquareMillis root of the mean squared difference, in milliseconds
 * @param meanAbsolutePercentage mean of the absolute difference relative to the measurement, in
 *     percent
 */
public record LatencyError(int count, double rootMeanSquareMillis, double meanAbsolutePercentage) {

  /** Holds an estimator against measurements, at least one. */
  static LatencyError of(List<FeatureTiming> measured, ToDoubleFunction<FeatureTiming> estimate) {
    if (measured.isEmpty()) {
      throw new IllegalArgumentException("an error needs a measurement");
    }
    double squares = 0;
    double ratios = 0;
    for (FeatureTiming timing : measured) {
      double difference = estimate.applyAsDouble(timing) - timing.millis();
      squares += difference * difference;
      ratios += Math.abs(difference) / timing.millis();
    }
    int n = measured.size();
    return new LatencyError(n, Math.sqrt(squares / n), 100 * ratios / n);
  }
}
