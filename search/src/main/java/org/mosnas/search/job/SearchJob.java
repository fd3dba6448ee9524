package org.mosnas.search.job;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.evolution.CachingEvaluator;
import org.mosnas.search.evolution.Constraints.Constraint;
import org.mosnas.search.evolution.Constraints.Quantity;
import org.mosnas.search.evolution.Evaluator;
import org.mosnas.search.evolution.EvolutionSettings;
import org.mosnas.search.evolution.RandomSearch;
import org.mosnas.search.evolution.SearchAlgorithm;
import org.mosnas.search.evolution.SearchAlgorithms;
import org.mosnas.search.evolution.SearchProblem;
import org.mosnas.search.evolution.SearchProblem.Reach;
import org.mosnas.search.evolution.SearchRun;
import org.mosnas.search.evolution.SearchRun.SearchResult;
import org.mosnas.search.evolution.SearchSettings;
import org.mosnas.search.evolution.SearchState;
import org.mosnas.search.evolution.SearchState.Candidate;
import org.mosnas.search.job.SearchOutcome.Measured;

/**
 * The search, random search at the same budget, and real measurements before a winner is named.
 *
 * <p>Estimates decide who is searched; measurements decide who wins: of the candidates in the order
 * of their losses the first that meets the latency limit as measured.
 */
public final class SearchJob {
  private static final int ATTEMPTS = 3;

  private final SearchProblem problem;
  private final SearchSettings settings;
  private final CachingEvaluator evaluator;
  private final Function<List<SubnetSpec>, List<Double>> latencyMillis;

  /**
   * Prepares the search.
   *
   * @param evaluator scores candidates
   * @param latencyMillis measures whole subnets, milliseconds per translation
   */
  public SearchJob(
      SearchProblem problem,
      SearchSettings settings,
      Evaluator evaluator,
      Function<List<SubnetSpec>, List<Double>> latencyMillis) {
    this(problem, settings, new CachingEvaluator(evaluator), latencyMillis);
  }

  /** As the other, with scores that are shared. */
  SearchJob(
      SearchProblem problem,
      SearchSettings settings,
      CachingEvaluator evaluator,
      Function<List<SubnetSpec>, List<Double>> latencyMillis) {
    this.problem = problem;
    this.settings = settings;
    this.evaluator = evaluator;
    this.latencyMillis = latencyMillis;
  }

  /** Where the states of the searches are kept between generations. */
  public interface StateStore {
    /** The stored state of the search by an algorithm, if there is one. */
    Optional<SearchState> load(String algorithm);

    /** Stores the state of the search by an algorithm. */
    void save(String algorithm, SearchState state);
  }

  /**
   * Searches to the end, going on from stored states. What no subnet can meet as measured ends
   * before anything is searched.
   *
   * @param seed of all draws
   */
  public SearchOutcome run(long seed, StateStore store) {
    requireReachable();
    return outcome(searches(seed, store), extremes());
  }

  /**
   * What the searches scored.
   *
   * @param searched the algorithm
   * @param random random search with the same budget, if it is wanted
   */
  record Searches(SearchResult searched, Optional<SearchResult> random) {}

  /** Searches to the end, going on from stored states. */
  Searches searches(long seed, StateStore store) {
    SearchResult searched =
        search(settings.algorithm(), SearchAlgorithms.of(problem, settings), seed, store);
    return new Searches(searched, randomSearch(searched.evaluations(), seed, store));
  }

  /** The largest and the smallest subnet, measured. */
  List<Measured> extremes() {
    return measured(List.of(problem.space().largest(), problem.space().smallest()));
  }

  /**
   * Measures those who may win.
   *
   * @param extremes from {@link #extremes}
   */
  SearchOutcome outcome(Searches searches, List<Measured> extremes) {
    Finalists finalists = finalists(searches.searched());
    Measured winner = finalists.winner().orElseThrow(() -> noneWithinLimit(finalists.measured()));
    return new SearchOutcome(
        winner,
        finalists.measured(),
        searches.random().flatMap(result -> finalists(result).winner()),
        extremes.get(0),
        extremes.get(1),
        latencyLimit(),
        searches.searched().evaluations());
  }

  private SearchResult search(String name, SearchAlgorithm algorithm, long seed, StateStore store) {
    SearchState start = restored(name, seed, store);
    return SearchRun.run(algorithm, problem, start, evaluator, state -> store.save(name, state));
  }

  /** Random search with the same budget, unless it is what searches. */
  private Optional<SearchResult> randomSearch(int budget, long seed, StateStore store) {
    if (names(settings).size() < 2) {
      return Optional.empty();
    }
    EvolutionSettings size = settings.evolution();
    RandomSearch random = new RandomSearch(problem, size.population(), size.drawLimit(), budget);
    return Optional.of(search(SearchAlgorithms.RANDOM, random, seed, store));
  }

  /** The searches that some settings ask for, by the names of their algorithms. */
  public static List<String> names(SearchSettings settings) {
    boolean compares =
        settings.randomSearch() && !settings.algorithm().equals(SearchAlgorithms.RANDOM);
    return compares
        ? List.of(settings.algorithm(), SearchAlgorithms.RANDOM)
        : List.of(settings.algorithm());
  }

  private SearchState restored(String algorithm, long seed, StateStore store) {
    SearchState state = store.load(algorithm).orElseGet(() -> SearchState.start(seed));
    evaluator.remember(state);
    return state;
  }

  private Finalists finalists(SearchResult result) {
    return Finalists.of(result.ranked(), settings.finalists(), latencyLimit(), latencyMillis);
  }

  private Optional<Double> latencyLimit() {
    return problem.constraints().all().stream()
        .filter(constraint -> constraint.quantity() == Quantity.LATENCY)
        .map(Constraint::limit)
        .findFirst();
  }

  private List<Measured> measured(List<SubnetSpec> specs) {
    double[] losses = evaluator.evaluate(specs);
    List<Double> millis = latencyMillis.apply(specs);
    List<Measured> measured = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      SubnetSpec spec = specs.get(i);
      measured.add(
          new Measured(new Candidate(spec, losses[i], problem.costs().costs(spec)), millis.get(i)));
    }
    return measured;
  }

  /**
   * Measures the subnet that is the quickest by prediction, where prediction lets it pass: if it
   * misses the limit, so will all others. What prediction does not let pass the search refuses.
   */
  void requireReachable() {
    Optional<Double> limit = latencyLimit();
    if (limit.isEmpty()) {
      return;
    }
    Reach quickest = Reach.smallest(problem.space(), problem.costs(), Quantity.LATENCY);
    if (quickest.value() <= limit.get()) {
      double millis = leastMillis(quickest.spec(), limit.get());
      if (millis > limit.get()) {
        throw infeasible(
            String.format(
                Locale.ROOT,
                "no subnet of space %s meets the latency limit of %.3f ms as measured: the smallest"
                    + " reachable is %.3f ms, measured for subnet %s (predicted: at most %.3f ms)",
                problem.space().name(),
                limit.get(),
                millis,
                quickest.spec().id(),
                quickest.value()));
      }
    }
  }

  /** Other work on the machine may disturb a measurement, so a miss is measured again. */
  private double leastMillis(SubnetSpec spec, double limit) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < ATTEMPTS && least > limit; i++) {
      least = Math.min(least, latencyMillis.apply(List.of(spec)).get(0));
    }
    return least;
  }

  private MosnasException noneWithinLimit(List<Measured> seen) {
    Measured fastest = Collections.min(seen, Comparator.comparingDouble(Measured::measuredMillis));
    Reach quickest = Reach.smallest(problem.space(), problem.costs(), Quantity.LATENCY);
    return infeasible(
        String.format(
            Locale.ROOT,
            "none of the %d candidates that were measured met the latency limit of %.3f ms; the"
                + " fastest took %.3f ms (predicted: at most %.3f ms), the smallest predicted for any"
                + " subnet of the space is %.3f ms",
            seen.size(),
            latencyLimit().orElseThrow(),
            fastest.measuredMillis(),
            fastest.candidate().costs().latencyBoundMillis(),
            quickest.value()));
  }

  private MosnasException infeasible(String found) {
    String name = problem.constraints().name();
    String key =
        name.isEmpty()
            ? "mosnas.search.limit.latency-ms or latency-fraction"
            : problem.constraints().key(Quantity.LATENCY);
    return new MosnasException(
        ErrorKind.INFEASIBLE,
        String.format(
            Locale.ROOT,
            "%s%s; raise %s, or profile again on a quiet machine",
            name.isEmpty() ? "" : "limit \"" + name + "\": ",
            found,
            key));
  }
}
