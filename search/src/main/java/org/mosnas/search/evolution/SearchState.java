package org.mosnas.search.evolution;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.mosnas.model.space.SubnetSpec;

/**
 * A search so far: all it needs to go on.
 *
 * @param seed the seed of the search
 * @param generations from the first on, without gaps
 */
public record SearchState(long seed, List<Generation> generations) implements Serializable {
  /** Copies the list and checks that the generations are in order. */
  public SearchState {
    generations = List.copyOf(generations);
    for (int i = 0; i < generations.size(); i++) {
      if (generations.get(i).index() != i) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "expected generation %d, found %d", i, generations.get(i).index()));
      }
    }
  }

  /** A search that has not begun. */
  public static SearchState start(long seed) {
    return new SearchState(seed, List.of());
  }

  /** The last generation. */
  public Generation last() {
    if (generations.isEmpty()) {
      throw new IllegalStateException("the search has not begun");
    }
    return generations.get(generations.size() - 1);
  }

  /** The best candidate of all generations. */
  public Candidate best() {
    return generations.stream()
        .map(Generation::best)
        .min(Candidate.BEST_FIRST)
        .orElseThrow(() -> new IllegalStateException("the search has not begun"));
  }

  /** Subnets that were scored. */
  public int evaluations() {
    return generations.stream().mapToInt(g -> g.statistics().evaluations()).sum();
  }

  /** Every candidate that was scored, by subnet, in the order of first appearance. */
  Map<SubnetSpec, Candidate> known() {
    Map<SubnetSpec, Candidate> known = new LinkedHashMap<>();
    for (Generation generation : generations) {
      for (Candidate candidate : generation.population()) {
        known.putIfAbsent(candidate.spec(), candidate);
      }
    }
    return known;
  }

  SearchState with(Generation next) {
    return new SearchState(seed, Stream.concat(generations.stream(), Stream.of(next)).toList());
  }
}
