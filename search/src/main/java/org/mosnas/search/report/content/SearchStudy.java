package org.mosnas.search.report.content;

import java.util.List;
import java.util.Optional;
import org.mosnas.search.evolution.SearchState;

/**
 * How a search went.
 *
 * @param evolution generation by generation
 * @param random the random search with the same number of subnets, if it ran
 * @param latencyLimitMillis what was asked for, if latency was limited
 * @param winner id of the subnet that was chosen; empty while the search goes on
 * @param measured subnets that were run, with their names
 */
public record SearchStudy(
    SearchState evolution,
    Optional<SearchState> random,
    Optional<Double> latencyLimitMillis,
    String winner,
    List<MeasuredSubnet> measured) {
  /** Copies the list. */
  public SearchStudy {
    measured = List.copyOf(measured);
  }

  /**
   * A subnet that was run as a whole.
   *
   * @param name such as {@code largest} or {@code finalist 2}
   * @param id of the subnet
   * @param predictedMillis estimated time
   * @param boundMillis bound of the estimate
   * @param measuredMillis what it took
   */
  public record MeasuredSubnet(
      String name, String id, double predictedMillis, double boundMillis, double measuredMillis) {}
}
