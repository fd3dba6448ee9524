package org.mosnas.search.evolution;

import java.io.Serializable;
import java.util.List;

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
    List<Candidate> ranked = state.known().values().stream().sorted(Candidate.BEST_FIRST).toList();
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
