package org.mosnas.search.evolution;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;

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
          String.format(Locale.ROOT, "generation %d has %d candidates", index, population.size()));
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
