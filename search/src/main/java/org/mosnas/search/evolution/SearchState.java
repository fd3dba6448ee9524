package org.mosnas.search.evolution;

import java.io.Serializable;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.evolution.CostModel.Costs;
import org.mosnas.search.evolution.SearchState.DrawStatistics;

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

  /**
   * What it took to find the new subnets of a generation.
   *
   * @param draws subnets that were drawn
   * @param infeasible draws that exceeded a limit
   * @param duplicates draws of subnets that the search already knew
   * @param evaluations subnets that were scored: draws that were neither
   */
  public record DrawStatistics(int draws, int infeasible, int duplicates, int evaluations)
      implements Serializable {
    /** Checks that the parts add up. */
    public DrawStatistics {
      if (infeasible < 0 || duplicates < 0 || evaluations < 0) {
        throw new IllegalArgumentException("counts must not be negative");
      }
      if (draws != infeasible + duplicates + evaluations) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%d draws are not %d infeasible + %d duplicates + %d evaluations",
                draws,
                infeasible,
                duplicates,
                evaluations));
      }
    }
  }

  /**
   * A scored population.
   *
   * @param index 0 for the first
   * @param population best first, no subnet twice, at least one
   * @param statistics what it took to find the new ones among them
   */
  public record Generation(int index, List<Candidate> population, DrawStatistics statistics)
      implements Serializable {
    /** Sorts the population. */
    public Generation {
      if (index < 0 || population.isEmpty()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "generation %d has %d candidates", index, population.size()));
      }
      population = population.stream().sorted(Candidate.BEST_FIRST).toList();
      if (population.stream().map(Candidate::spec).distinct().count() < population.size()) {
        throw new IllegalArgumentException("generation " + index + " holds a subnet twice");
      }
    }

    /** The best of this population. */
    public Candidate best() {
      return population.get(0);
    }

    /** The best of it, or all where there are fewer than {@code count}. */
    public List<Candidate> best(int count) {
      return population.subList(0, Math.min(count, population.size()));
    }
  }

  /**
   * A subnet that was scored.
   *
   * @param spec the subnet
   * @param loss validation loss with inherited weights, lower is better; finite
   * @param costs what it costs
   */
  public record Candidate(SubnetSpec spec, double loss, Costs costs) implements Serializable {
    /** Best first; equal losses in the order of their ids, so that ranks never depend on luck. */
    public static final Comparator<Candidate> BEST_FIRST =
        Comparator.comparingDouble(Candidate::loss)
            .thenComparing(candidate -> candidate.spec().id());

    /** Checks the loss. */
    public Candidate {
      if (!Double.isFinite(loss)) {
        throw new IllegalArgumentException("loss must be finite, was " + loss);
      }
    }
  }
}
