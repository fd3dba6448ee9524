package org.mosnas.search.evolution;

import java.io.Serializable;
import java.util.Locale;

/**
 * What a subnet costs.
 *
 * @param latencyMillis time to be expected for one translation, in milliseconds, not negative
 * @param latencyBoundMillis time that a measurement rarely exceeds, in milliseconds; what a latency
 *     limit is compared with
 * @param parameters weights and biases without embeddings and output layer
 * @param flops floating-point operations at the reference length without the output layer
 */
public record Costs(double latencyMillis, double latencyBoundMillis, long parameters, long flops)
    implements Serializable {
  /** Checks the ranges. */
  public Costs {
    if (!(latencyMillis >= 0) || !(latencyBoundMillis >= latencyMillis)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "latency must not be negative, nor its bound below it, were %s and %s",
              latencyMillis,
              latencyBoundMillis));
    }
    if (parameters < 0 || flops < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "parameters and FLOPs must not be negative, were %d and %d",
              parameters,
              flops));
    }
  }
}
