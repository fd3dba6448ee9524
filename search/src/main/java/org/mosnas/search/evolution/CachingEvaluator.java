package org.mosnas.search.evolution;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mosnas.model.space.SubnetSpec;

/**
 * Scores every subnet once, however often and by whichever search it is asked for.
 *
 * <p>Not thread-safe.
 */
public final class CachingEvaluator implements Evaluator {
  private final Evaluator evaluator;
  private final Map<SubnetSpec, Double> scores = new LinkedHashMap<>();

  /** Caches the scores of {@code evaluator}. */
  public CachingEvaluator(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /** Remembers what a search scored before it was interrupted. */
  public void remember(SearchState state) {
    state.known().forEach((spec, candidate) -> scores.put(spec, candidate.loss()));
  }

  /** {@inheritDoc} Subnets may repeat. */
  @Override
  public double[] evaluate(List<SubnetSpec> specs) {
    Set<SubnetSpec> missing = new LinkedHashSet<>(specs);
    missing.removeAll(scores.keySet());
    if (!missing.isEmpty()) {
      List<SubnetSpec> batch = List.copyOf(missing);
      double[] losses = SearchRun.losses(evaluator, batch);
      for (int i = 0; i < losses.length; i++) {
        scores.put(batch.get(i), losses[i]);
      }
    }
    return specs.stream().mapToDouble(scores::get).toArray();
  }
}
