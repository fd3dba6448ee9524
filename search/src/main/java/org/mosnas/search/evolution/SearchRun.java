package org.mosnas.search.evolution;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.evolution.SearchAlgorithm.Proposal;
import org.mosnas.search.evolution.SearchState.Candidate;
import org.mosnas.search.evolution.SearchState.Generation;

/** Asks an algorithm for generations, has them scored and tells it the scores, until it ends. */
public final class SearchRun {
  private SearchRun() {}

  /**
   * Searches, or goes on with a search.
   *
   * @param from {@link SearchState#start} or a stored state of the same search
   * @param evaluator scores the new subnets of a generation, one batch each
   * @param listener told about every new generation, in order, on the thread of the search: the
   *     search so far, which is also what to store to resume from there
   * @throws InfeasibleConstraintException if no subnet within the limits was found
   * @throws BadDataException if {@code from} is of another space or under other limits, or a loss
   *     is not finite
   * @throws IllegalStateException if the algorithm proposes a subnet that was scored before, is not
   *     in the space or exceeds the limits
   */
  public static SearchResult run(
      SearchAlgorithm algorithm,
      SearchProblem problem,
      SearchState from,
      Evaluator evaluator,
      Consumer<SearchState> listener) {
    problem.requireOwn(from.known());
    SearchState state = from;
    Optional<Proposal> next = algorithm.ask(state);
    while (next.isPresent()) {
      requireFair(algorithm, problem, state, next.get());
      state = scored(state, next.get(), evaluator);
      listener.accept(state);
      next = algorithm.ask(state);
    }
    return SearchResult.of(state);
  }

  private static void requireFair(
      SearchAlgorithm algorithm, SearchProblem problem, SearchState state, Proposal proposal) {
    Set<SubnetSpec> known = state.known().keySet();
    for (SubnetSpec spec : proposal.fresh().keySet()) {
      objection(spec, known, problem)
          .ifPresent(
              reason -> {
                throw new IllegalStateException(
                    String.format(
                        Locale.ROOT,
                        "%s proposed subnet %s, which %s",
                        algorithm.getClass().getName(),
                        spec.id(),
                        reason));
              });
    }
  }

  private static Optional<String> objection(
      SubnetSpec spec, Set<SubnetSpec> known, SearchProblem problem) {
    if (known.contains(spec)) {
      return Optional.of("was scored before");
    }
    Optional<String> violation = problem.space().violation(spec);
    if (violation.isPresent()) {
      return Optional.of("is not in space " + problem.space().name() + ": " + violation.get());
    }
    return problem.constraints().admits(problem.costs().costs(spec))
        ? Optional.empty()
        : Optional.of("exceeds the limits (" + problem.constraints() + ")");
  }

  private static SearchState scored(SearchState state, Proposal proposal, Evaluator evaluator) {
    List<SubnetSpec> specs = List.copyOf(proposal.fresh().keySet());
    double[] losses = losses(evaluator, specs);
    List<Candidate> population = new ArrayList<>(proposal.survivors());
    for (int i = 0; i < losses.length; i++) {
      SubnetSpec spec = specs.get(i);
      population.add(new Candidate(spec, losses[i], proposal.fresh().get(spec)));
    }
    int index = state.generations().size();
    return state.with(new Generation(index, population, proposal.statistics()));
  }

  /**
   * The losses of {@code specs}.
   *
   * @throws BadDataException if one is not finite: the weights are broken, and no order of such
   *     losses would mean anything
   * @throws IllegalStateException if there are more or fewer losses than subnets
   */
  static double[] losses(Evaluator evaluator, List<SubnetSpec> specs) {
    double[] losses = evaluator.evaluate(specs);
    if (losses.length != specs.size()) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "the evaluator gave %d losses for %d subnets",
              losses.length,
              specs.size()));
    }
    for (int i = 0; i < losses.length; i++) {
      if (!Double.isFinite(losses[i])) {
        throw new BadDataException(
            String.format(
                Locale.ROOT,
                "the validation loss of subnet %s is %s, expected a finite number; the supernet's weights are broken, train it again with a lower learning rate",
                specs.get(i).id(),
                losses[i]));
      }
    }
    return losses;
  }

  /**
   * What a search found.
   *
   * @param ranked every candidate that was scored, best first, no subnet twice; at least one
   * @param history the whole search
   */
  public record SearchResult(List<Candidate> ranked, SearchState history) implements Serializable {
    /** Copies the list. */
    public SearchResult {
      ranked = List.copyOf(ranked);
      if (ranked.isEmpty()) {
        throw new IllegalArgumentException("a result needs a candidate");
      }
    }

    static SearchResult of(SearchState state) {
      List<Candidate> ranked =
          state.known().values().stream().sorted(Candidate.BEST_FIRST).toList();
      return new SearchResult(ranked, state);
    }

    /** The best candidate of the whole search. */
    public Candidate best() {
      return ranked.get(0);
    }

    /** The best {@code count} candidates, fewer if fewer were scored. */
    public List<Candidate> finalists(int count) {
      return ranked.subList(0, Math.min(count, ranked.size()));
    }

    /** Subnets that were scored: the budget to give a search that is compared with this one. */
    public int evaluations() {
      return history.evaluations();
    }
  }
}
