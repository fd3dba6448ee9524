package org.mosnas.spark.profile;

import java.util.List;
import org.mosnas.search.latency.Calibration;
import org.mosnas.search.latency.LatencyTable;
import org.mosnas.search.latency.NetworkTiming;
import org.mosnas.search.latency.TableEstimator;

/**
 * What profiling came to.
 *
 * @param table times of the blocks
 * @param calibration from sums of blocks to whole networks
 * @param networks the whole networks that were measured
 */
public record LatencyProfile(
    LatencyTable table, Calibration calibration, List<NetworkTiming> networks) {
  /** Copies the list. */
  public LatencyProfile {
    networks = List.copyOf(networks);
  }

  /** The estimator of the search. */
  public TableEstimator estimator() {
    return new TableEstimator(table, calibration);
  }
}
