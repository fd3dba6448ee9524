package org.mosnas.search.evolution;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The search algorithms that {@code mosnas.search.algorithm} can name. */
public final class SearchAlgorithms {
  /** Evolution, what searches unless something else is asked for. */
  public static final String EVOLUTION = "evolution";

  /** Random search, the baseline of all others. */
  public static final String RANDOM = "random";

  /** Makes an algorithm for a problem. */
  @FunctionalInterface
  public interface Maker {
    /** An algorithm as the settings want it. */
    SearchAlgorithm of(SearchProblem problem, SearchSettings settings);
  }

  private static final Map<String, Maker> MAKERS = new LinkedHashMap<>();

  static {
    MAKERS.put(
        EVOLUTION, (problem, settings) -> new EvolutionarySearch(problem, settings.evolution()));
    MAKERS.put(
        RANDOM,
        (problem, settings) -> {
          EvolutionSettings size = settings.evolution();
          int budget = size.population() * size.generations();
          return new RandomSearch(problem, size.population(), size.drawLimit(), budget);
        });
  }

  private SearchAlgorithms() {}

  /** Names that can be configured, in the order of the documentation. */
  public static Set<String> names() {
    return MAKERS.keySet();
  }

  /** The algorithm that some settings name. */
  public static SearchAlgorithm of(SearchProblem problem, SearchSettings settings) {
    return MAKERS.get(settings.algorithm()).of(problem, settings);
  }
}
