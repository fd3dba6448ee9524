package org.mosnas.search.evolution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.evolution.CostModel.Costs;
import org.mosnas.search.evolution.SearchAlgorithm.Proposal;
import org.mosnas.search.evolution.SearchState.Candidate;
import org.mosnas.search.evolution.SearchState.DrawStatistics;

/** Collects subnets that are new to a search and within its limits, and counts what it refuses. */
public final class DrawPool {
  private final SearchProblem problem;
  private final int drawLimit;
  private final Set<SubnetSpec> known;
  private final Map<SubnetSpec, Costs> found = new LinkedHashMap<>();
  private int infeasible;
  private int duplicates;

  /**
   * A pool of subnets that a search has not scored yet.
   *
   * @param drawLimit how many draws in a row may find nothing, at least 1
   * @param state the search so far
   */
  public static DrawPool of(SearchProblem problem, int drawLimit, SearchState state) {
    return new DrawPool(problem, drawLimit, state.known().keySet());
  }

  private DrawPool(SearchProblem problem, int drawLimit, Set<SubnetSpec> known) {
    this.problem = problem;
    this.drawLimit = drawLimit;
    this.known = known;
  }

  /** Takes a subnet in if it is new and allowed; says whether it did. */
  public boolean offer(SubnetSpec spec) {
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
  public void fill(int wanted, IntFunction<SubnetSpec> draw) {
    int target = found.size() + wanted;
    int failures = 0;
    while (found.size() < target && failures < drawLimit) {
      failures = offer(draw.apply(failures)) ? 0 : failures + 1;
    }
  }

  /** What was found, in order. */
  public List<SubnetSpec> specs() {
    return List.copyOf(found.keySet());
  }

  /** How many were found. */
  public int size() {
    return found.size();
  }

  /** What it took to find them. */
  public DrawStatistics statistics() {
    return new DrawStatistics(
        infeasible + duplicates + found.size(), infeasible, duplicates, found.size());
  }

  /** What was found, beside some survivors; empty if nothing was. */
  public Optional<Proposal> proposal(List<Candidate> survivors) {
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(new Proposal(survivors, new LinkedHashMap<>(found), statistics()));
  }
}
