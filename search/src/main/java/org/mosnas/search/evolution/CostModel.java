package org.mosnas.search.evolution;

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
}
