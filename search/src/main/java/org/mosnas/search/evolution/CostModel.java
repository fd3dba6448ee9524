package org.mosnas.search.evolution;

import java.io.Serializable;
import java.util.Locale;
import org.mosnas.model.space.CostFormula;
import org.mosnas.model.space.SubnetCost;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.latency.LatencyEstimator;

/** Says what a subnet costs, fast enough to be asked for every draw. */
@FunctionalInterface
public interface CostModel {
  /** The costs of a subnet; equal subnets cost the same. */
  Costs costs(SubnetSpec spec);

  /**
   * Estimated latency, counted parameters and FLOPs.
   *
   * @param latency estimator for the hardware that the limit is about
   * @param formula formula of the space
   */
  static CostModel of(LatencyEstimator latency, CostFormula formula) {
    return spec -> {
      SubnetCost counted = formula.cost(spec);
      double estimate = latency.estimateMillis(spec);
      double bound = Math.max(estimate, latency.upperBoundMillis(spec));
      return new Costs(estimate, bound, counted.parameters(), counted.flops());
    };
  }

  /**
   * What a subnet costs.
   *
   * @param latencyMillis time to be expected for one translation, in milliseconds, not negative
   * @param latencyBoundMillis time that a measurement rarely exceeds, in milliseconds; what a
   *     latency limit is compared with
   * @param parameters weights and biases without embeddings and output layer
   * @param flops floating-point operations at the reference length without the output layer
   */
  record Costs(double latencyMillis, double latencyBoundMillis, long parameters, long flops)
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
}
