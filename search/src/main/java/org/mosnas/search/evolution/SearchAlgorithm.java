package org.mosnas.search.evolution;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.evolution.CostModel.Costs;
import org.mosnas.search.evolution.SearchState.Candidate;
import org.mosnas.search.evolution.SearchState.DrawStatistics;

/**
 * Decides which subnets are scored next. It is asked, and told the scores by being asked again with
 * a longer {@linkplain SearchState state}, which is an immutable value and can be stored: equal
 * states and seeds give equal proposals. {@link SearchAlgorithms} lists those that can be
 * configured.
 */
@FunctionalInterface
public interface SearchAlgorithm {
  /**
   * The next generation.
   *
   * @param state all generations so far; none at the start
   * @return empty when the search has ended
   * @throws InfeasibleConstraintException if no subnet was found that meets the limits
   */
  Optional<Proposal> ask(SearchState state);

  /**
   * A generation that waits for its scores.
   *
   * @param survivors candidates that were scored before and stay
   * @param fresh subnets that were not scored yet, all within the limits, with their costs
   * @param statistics of the draws that found them
   */
  record Proposal(
      List<Candidate> survivors, Map<SubnetSpec, Costs> fresh, DrawStatistics statistics) {}
}
