package org.mosnas.search.evolution;

import java.util.ArrayList;
import java.util.List;
import org.mosnas.model.space.TranslationSpec;

/** Turns what was drawn into the next generation. */
final class Scoring {
  private Scoring() {}

  /** Scores the pool, one batch, and appends it with the survivors to the search. */
  static SearchState score(
      SearchState state, List<Candidate> survivors, DrawPool pool, Evaluator evaluator) {
    List<TranslationSpec> specs = pool.specs();
    double[] losses = Losses.of(evaluator, specs);
    List<Candidate> population = new ArrayList<>(survivors);
    for (int i = 0; i < losses.length; i++) {
      TranslationSpec spec = specs.get(i);
      population.add(new Candidate(spec, losses[i], pool.costs(spec)));
    }
    return state.with(new Generation(state.generations().size(), population, pool.statistics()));
  }
}
