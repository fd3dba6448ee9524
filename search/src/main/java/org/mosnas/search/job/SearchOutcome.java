package org.mosnas.search.job;

import java.util.List;
import java.util.Optional;
import org.mosnas.search.evolution.SearchState.Candidate;

/**
 * What the search came to.
 *
 * @param winner the best subnet that meets its limits as measured
 * @param finalists the candidates that were measured, best loss first
 * @param randomBest the best of random search that meets the limits as measured, if there is one
 * @param largest the largest subnet
 * @param smallest the smallest subnet
 * @param latencyLimitMillis the limit, if latency is limited
 * @param evaluations subnets scored by the evolution
 */
public record SearchOutcome(
    Measured winner,
    List<Measured> finalists,
    Optional<Measured> randomBest,
    Measured largest,
    Measured smallest,
    Optional<Double> latencyLimitMillis,
    int evaluations) {
  /** Copies the list. */
  public SearchOutcome {
    finalists = List.copyOf(finalists);
  }

  /**
   * A candidate that was run.
   *
   * @param candidate the subnet, its validation loss and estimated costs
   * @param measuredMillis measured time of one translation
   */
  public record Measured(Candidate candidate, double measuredMillis) {}
}
