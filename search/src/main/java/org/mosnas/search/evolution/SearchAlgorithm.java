package org.mosnas.search.evolution;

import java.util.Optional;

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
}
