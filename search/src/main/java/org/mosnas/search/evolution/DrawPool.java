package org.mosnas.search.evolution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.mosnas.model.space.TranslationSpec;

/** Collects subnets that are new to a search and within its limits, and counts what it refuses. */
final class DrawPool {
  private final SearchProblem problem;
  private final int drawLimit;
  private final Set<TranslationSpec> known;
  private final Map<TranslationSpec, Costs> found = new LinkedHashMap<>();
  private int infeasible;
  private int duplicates;

  /**
   * An empty pool.
   *
   * @param known subnets that the search has scored; not copied
   * @param drawLimit how many draws in a row may find nothing
   */
  DrawPool(SearchProblem problem, int drawLimit, Set<TranslationSpec> known) {
    this.problem = problem;
    this.drawLimit = drawLimit;
    this.known = known;
  }

  /** Takes a subnet in if it is new and allowed; says whether it did. */
  boolean offer(TranslationSpec spec) {
    if (known.contains(spec) || found.containsKey(spec)) {
      duplicates++;
      return false;
    }
    Costs costs = problem.costs().costs(spec);
    if (!problem.constraints().admits(costs)) {
      infeasible++;
      return false;
    }
    found.put(spec, costs);
    return true;
  }

  /**
   * Draws until {@code wanted} more subnets are found, or as many draws in a row as allowed found
   * none: then there may be no more, as in a space that is used up.
   *
   * @param draw draws a subnet, given how many draws in a row have failed
   */
  void fill(int wanted, IntFunction<TranslationSpec> draw) {
    int target = found.size() + wanted;
    int failures = 0;
    while (found.size() < target && failures < drawLimit) {
      failures = offer(draw.apply(failures)) ? 0 : failures + 1;
    }
  }

  /** What was found, in order. */
  List<TranslationSpec> specs() {
    return List.copyOf(found.keySet());
  }

  Costs costs(TranslationSpec spec) {
    return found.get(spec);
  }

  int size() {
    return found.size();
  }

  DrawStatistics statistics() {
    return new DrawStatistics(
        infeasible + duplicates + found.size(), infeasible, duplicates, found.size());
  }
}
