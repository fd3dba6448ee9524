package org.mosnas.search.evolution;

import java.util.List;

/** Chooses who breeds: the best, which also live on unchanged. */
public final class ParentSelection {
  private ParentSelection() {}

  /** The best {@code count} of a generation, all of them if there are fewer. */
  public static List<Candidate> best(Generation generation, int count) {
    List<Candidate> sorted = generation.population();
    return sorted.subList(0, Math.min(count, sorted.size()));
  }
}
