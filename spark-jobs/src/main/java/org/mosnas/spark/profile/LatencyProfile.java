package org.mosnas.spark.profile;

import java.util.List;
import org.mosnas.search.latency.Calibration;
import org.mosnas.search.latency.Calibration.NetworkTiming;
import org.mosnas.search.latency.LatencyTable;
import org.mosnas.search.latency.TableEstimator;

/**
 * What profiling came to.
 *
 * @param table times of the blocks
 * @param calibration from sums of blocks to whole networks
 * @param networks the whole networks that were measured
 * @param hardware every class of machines among the executors; the table is of the slowest
 */
public record LatencyProfile(
    LatencyTable table,
    Calibration calibration,
    List<NetworkTiming> networks,
    List<ProfiledHardware> hardware) {
  /** Copies the lists. */
  public LatencyProfile {
    networks = List.copyOf(networks);
    hardware = List.copyOf(hardware);
  }

  /** The estimator of the search. */
  public TableEstimator estimator() {
    return new TableEstimator(table, calibration);
  }
}
