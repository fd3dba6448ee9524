package org.mosnas.search.report.content;

import java.util.List;
import org.mosnas.search.latency.Calibration;
import org.mosnas.search.latency.Calibration.NetworkTiming;
import org.mosnas.search.latency.LatencyTable;

/**
 * How latency was measured and what estimates are worth.
 *
 * @param table time of every block
 * @param calibration how sums of blocks are corrected
 * @param coverage share of networks that the bound is to hold for, in (0, 1)
 * @param networks whole networks that the calibration was fitted on
 */
public record LatencyStudy(
    LatencyTable table, Calibration calibration, double coverage, List<NetworkTiming> networks) {
  /** Copies the list. */
  public LatencyStudy {
    networks = List.copyOf(networks);
  }
}
