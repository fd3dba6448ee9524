package org.mosnas.search.evolution;

/** Told about every generation, in order, on the thread of the search. */
@FunctionalInterface
public interface SearchListener {
  /** Hears nothing. */
  SearchListener NONE = state -> {};

  /**
   * A generation was scored.
   *
   * @param state the search so far, which is also what to store to resume from here
   */
  void onGeneration(SearchState state);
}
