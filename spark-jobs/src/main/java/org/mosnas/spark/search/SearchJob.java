package org.mosnas.spark.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.space.TranslationSpec;
import org.mosnas.search.evolution.CachingEvaluator;
import org.mosnas.search.evolution.Candidate;
import org.mosnas.search.evolution.Constraint;
import org.mosnas.search.evolution.Evaluator;
import org.mosnas.search.evolution.EvolutionarySearch;
import org.mosnas.search.evolution.Quantity;
import org.mosnas.search.evolution.RandomSearch;
import org.mosnas.search.evolution.SearchProblem;
import org.mosnas.search.evolution.SearchResult;
import org.mosnas.search.evolution.SearchSettings;
import org.mosnas.search.evolution.SearchState;
import org.mosnas.spark.search.SearchOutcome.Measured;

/**
 * Evolution, the random arm at the same budget, and real measurements before a winner is named.
 *
 * <p>Estimates decide who is searched; measurements decide who wins: of the candidates in the order
 * of their losses the first that meets the latency limit as measured.
 */
public final class SearchJob {
  private static final String EVOLUTION = "evolution";
  private static final String RANDOM = "random";

  /** Names of the arms. */
  public static final List<String> ARMS = List.of(EVOLUTION, RANDOM);

  private final SearchProblem problem;
  private final SearchSettings settings;
  private final CachingEvaluator evaluator;
  private final Function<List<TranslationSpec>, List<Double>> latencyMillis;

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
      Function<List<TranslationSpec>, List<Double>> latencyMillis) {
    this.problem = problem;
    this.settings = settings;
    this.evaluator = new CachingEvaluator(evaluator);
    this.latencyMillis = latencyMillis;
  }

  /** Where the states of the two arms are kept between generations. */
  public interface Memory {
    /** The stored state of an arm, if there is one. */
    Optional<SearchState> load(String arm);

    /** Stores the state of an arm. */
    void save(String arm, SearchState state);
  }

  /**
   * Searches to the end, going on from stored states.
   *
   * @param seed of all draws
   */
  public SearchOutcome run(long seed, Memory memory) {
    SearchState start = restored(EVOLUTION, seed, memory);
    SearchResult evolution =
        new EvolutionarySearch(problem, settings.evolution())
            .run(start, evaluator, state -> memory.save(EVOLUTION, state));
    Optional<SearchResult> random = randomArm(evolution.evaluations(), seed, memory);
    List<Measured> extremes =
        measured(List.of(problem.space().largest(), problem.space().smallest()));
    Measured largest = extremes.get(0);
    Measured smallest = extremes.get(1);
    List<Measured> finalists = new ArrayList<>();
    Measured winner =
        firstWithinLimit(evolution, finalists)
            .orElseThrow(() -> noneWithinLimit(finalists, smallest));
    Optional<Measured> randomBest =
        random.flatMap(result -> firstWithinLimit(result, new ArrayList<>()));
    return new SearchOutcome(
        winner, finalists, randomBest, largest, smallest, latencyLimit(), evolution.evaluations());
  }

  private Optional<SearchResult> randomArm(int budget, long seed, Memory memory) {
    if (!settings.randomArm()) {
      return Optional.empty();
    }
    RandomSearch search =
        new RandomSearch(
            problem, settings.evolution().population(), settings.evolution().drawLimit());
    SearchState start = restored(RANDOM, seed, memory);
    return Optional.of(search.run(start, budget, evaluator, state -> memory.save(RANDOM, state)));
  }

  private SearchState restored(String arm, long seed, Memory memory) {
    SearchState state = memory.load(arm).orElseGet(() -> SearchState.start(seed));
    evaluator.remember(state);
    return state;
  }

  /** Measures candidates in portions, best loss first, until one meets the limit. */
  private Optional<Measured> firstWithinLimit(SearchResult result, List<Measured> seen) {
    List<Candidate> ranked = result.ranked();
    for (int from = 0; from < ranked.size(); from += settings.finalists()) {
      List<Candidate> portion =
          ranked.subList(from, Math.min(ranked.size(), from + settings.finalists()));
      List<Double> millis = latencyMillis.apply(portion.stream().map(Candidate::spec).toList());
      for (int i = 0; i < portion.size(); i++) {
        seen.add(new Measured(portion.get(i), millis.get(i)));
      }
      Optional<Measured> winner = seen.stream().filter(this::withinLimit).findFirst();
      if (winner.isPresent()) {
        return winner;
      }
    }
    return Optional.empty();
  }

  private boolean withinLimit(Measured measured) {
    return latencyLimit().map(limit -> measured.measuredMillis() <= limit).orElse(true);
  }

  private Optional<Double> latencyLimit() {
    return problem.constraints().all().stream()
        .filter(constraint -> constraint.quantity() == Quantity.LATENCY)
        .map(Constraint::limit)
        .findFirst();
  }

  private List<Measured> measured(List<TranslationSpec> specs) {
    double[] losses = evaluator.evaluate(specs);
    List<Double> millis = latencyMillis.apply(specs);
    List<Measured> measured = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      TranslationSpec spec = specs.get(i);
      measured.add(
          new Measured(new Candidate(spec, losses[i], problem.costs().costs(spec)), millis.get(i)));
    }
    return measured;
  }

  private MosnasException noneWithinLimit(List<Measured> seen, Measured smallest) {
    double fastest = seen.stream().mapToDouble(Measured::measuredMillis).min().orElse(Double.NaN);
    return new MosnasException(
        ErrorKind.INFEASIBLE,
        String.format(
            Locale.ROOT,
            "none of the %d candidates met the latency limit of %.3f ms when measured; the fastest"
                + " took %.3f ms, the smallest subnet %.3f ms. Raise mosnas.search.limit.latency-ms"
                + " or latency-fraction, or profile again on a quiet machine",
            seen.size(),
            latencyLimit().orElse(Double.NaN),
            fastest,
            smallest.measuredMillis()));
  }
}
