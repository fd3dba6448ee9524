package org.mosnas.search.evolution;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.space.SubnetSampler;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.evolution.SearchAlgorithm.Proposal;
import org.mosnas.search.evolution.SearchState.Candidate;

/**
 * The baseline that every other search has to beat: uniform draws within the limits, none scored
 * twice.
 *
 * <p>Its generations are batches of draws; nothing lives on from one to the next. Equal seeds give
 * equal searches, wherever they were interrupted.
 */
public final class RandomSearch implements SearchAlgorithm {
  private final SearchProblem problem;
  private final int batch;
  private final int drawLimit;
  private final int budget;

  /**
   * A search within the limits of {@code problem}.
   *
   * @param problem what is searched
   * @param batch subnets that are scored at a time, at least 1
   * @param drawLimit how many draws in a row may find nothing before the search ends, at least 1
   * @param budget subnets to score in all, at least 1; fewer are scored if no more are found
   */
  public RandomSearch(SearchProblem problem, int batch, int drawLimit, int budget) {
    if (batch < 1 || drawLimit < 1 || budget < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "batch, draw limit and budget must be at least 1, were %d, %d and %d",
              batch,
              drawLimit,
              budget));
    }
    this.problem = problem;
    this.batch = batch;
    this.drawLimit = drawLimit;
    this.budget = budget;
  }

  /** Where the limits let no draw through the smallest subnets that they allow are scored. */
  @Override
  public Optional<Proposal> ask(SearchState state) {
    int left = budget - state.evaluations();
    return left <= 0 ? Optional.empty() : draw(state, Math.min(batch, left)).proposal(List.of());
  }

  private DrawPool draw(SearchState state, int wanted) {
    Map<SubnetSpec, Candidate> known = state.known();
    DrawPool pool = DrawPool.of(problem, drawLimit, state);
    SplittableRandom random =
        Seeds.generator(state.seed(), "random-search", state.generations().size());
    SubnetSampler sampler = SubnetSampler.uniform();
    pool.fill(wanted, failures -> sampler.sample(problem.space(), random.nextLong()));
    if (pool.size() == 0 && known.isEmpty()) {
      problem.smallestFeasible().stream().limit(wanted).forEach(pool::offer);
      if (pool.size() == 0) {
        throw problem.infeasible(pool.statistics().draws());
      }
    }
    return pool;
  }
}
