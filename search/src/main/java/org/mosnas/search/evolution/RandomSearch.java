package org.mosnas.search.evolution;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.space.SubnetSampler;
import org.mosnas.model.space.TranslationSpec;

/**
 * The arm that evolution has to beat: uniform draws within the limits, none scored twice.
 *
 * <p>Its generations are batches of draws; nothing lives on from one to the next. Equal seeds give
 * equal searches, wherever they were interrupted.
 */
public final class RandomSearch {
  private final SearchProblem problem;
  private final int batch;
  private final int drawLimit;

  /**
   * A search within the limits of {@code problem}.
   *
   * @param problem what is searched
   * @param batch subnets that are scored at a time, at least 1
   * @param drawLimit how many draws in a row may find nothing before the search ends, at least 1
   */
  public RandomSearch(SearchProblem problem, int batch, int drawLimit) {
    if (batch < 1 || drawLimit < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "batch and draw limit must be at least 1, were %d and %d",
              batch,
              drawLimit));
    }
    this.problem = problem;
    this.batch = batch;
    this.drawLimit = drawLimit;
  }

  /**
   * Searches, or goes on with a search.
   *
   * <p>Where the limits let no draw through the smallest subnets that they allow are scored.
   *
   * @param from {@link SearchState#start} or a stored state of the same search
   * @param budget subnets to score in all, at least 1; fewer are scored if no more are found
   * @param evaluator scores one batch at a time
   * @param listener told about every batch
   * @throws InfeasibleConstraintException if no subnet within the limits was found
   */
  public SearchResult run(
      SearchState from, int budget, Evaluator evaluator, SearchListener listener) {
    if (budget < 1) {
      throw new IllegalArgumentException("budget must be at least 1, was " + budget);
    }
    problem.requireOwn(from.known());
    SearchState state = from;
    while (state.evaluations() < budget) {
      DrawPool pool = draw(state, Math.min(batch, budget - state.evaluations()));
      if (pool.size() == 0) {
        break;
      }
      state = Scoring.score(state, List.of(), pool, evaluator);
      listener.onGeneration(state);
    }
    return SearchResult.of(state);
  }

  private DrawPool draw(SearchState state, int wanted) {
    Map<TranslationSpec, Candidate> known = state.known();
    DrawPool pool = new DrawPool(problem, drawLimit, known.keySet());
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
