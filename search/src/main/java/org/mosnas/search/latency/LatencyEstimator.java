package org.mosnas.search.latency;

import org.mosnas.model.space.SubnetSpec;

/** Says without running it how long a subnet takes. */
public interface LatencyEstimator {
  /** The time to be expected, in milliseconds per translation. */
  double estimateMillis(SubnetSpec spec);

  /**
   * A time that a measurement of the subnet rarely exceeds, in milliseconds; at least {@link
   * #estimateMillis}. It is what a latency limit is compared with.
   */
  double upperBoundMillis(SubnetSpec spec);
}
