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
 * @param family the members of a family, the winner first; none where there is one limit
 */
public record SearchStudy(
    SearchState evolution,
    Optional<SearchState> random,
    Optional<Double> latencyLimitMillis,
    String winner,
    List<MeasuredSubnet> measured,
    List<FoundMember> family) {
  /** Copies the lists. */
  public SearchStudy {
    measured = List.copyOf(measured);
    family = List.copyOf(family);
  }

  /**
   * What a search found for one of several limits.
   *
   * @param name of the limit
   * @param limit what a subnet may cost, in words
   * @param id of the subnet
   * @param loss with inherited weights, in nats per token
   * @param randomLoss that of the best of random search, if it ran
   * @param scored subnets that were scored for it and for no member before
   * @param measuredMillis what it took
   * @param parameters without embeddings and output layer
   * @param seconds what its own training took; nothing where it was not trained
   */
  public record FoundMember(
      String name,
      String limit,
      String id,
      double loss,
      Optional<Double> randomLoss,
      int scored,
      double measuredMillis,
      long parameters,
      Optional<Double> seconds) {}

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
