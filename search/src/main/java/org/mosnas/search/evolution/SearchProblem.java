package org.mosnas.search.evolution;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.SubnetSpec;

/**
 * What is searched, and within which limits.
 *
 * @param space the subnets
 * @param costs what they cost
 * @param constraints what they may cost
 */
public record SearchProblem(SearchSpace space, CostModel costs, Constraints constraints) {
  /** Checks that nothing is missing. */
  public SearchProblem {
    Objects.requireNonNull(space, "space");
    Objects.requireNonNull(costs, "costs");
    Objects.requireNonNull(constraints, "constraints");
  }

  /**
   * The smallest subnets that the limits allow: for each limit the one that stays farthest below
   * it, and the one that uses the least of all limits together.
   *
   * @return distinct subnets; none if not even these meet the limits
   */
  Set<SubnetSpec> smallestFeasible() {
    Set<SubnetSpec> smallest = new LinkedHashSet<>();
    if (constraints.all().isEmpty()) {
      smallest.add(Reach.smallest(space, costs, Quantity.PARAMETERS).spec());
    }
    Reach.smallest(space, costs, constraints).forEach(reach -> smallest.add(reach.spec()));
    if (constraints.all().size() > 1) {
      smallest.add(LayerwiseMinimum.of(space, spec -> constraints.usage(costs.costs(spec))));
    }
    smallest.removeIf(spec -> !constraints.admits(costs.costs(spec)));
    return smallest;
  }

  /** The failure of a search that found nothing in so many attempts. */
  InfeasibleConstraintException infeasible(int attempts) {
    return new InfeasibleConstraintException(
        space.name(), constraints, Reach.smallest(space, costs, constraints), attempts);
  }

  /**
   * Refuses to go on with a search of another space or under other limits.
   *
   * @throws BadDataException naming the first subnet that does not belong
   */
  void requireOwn(Map<SubnetSpec, Candidate> known) {
    for (SubnetSpec spec : known.keySet()) {
      if (!space.contains(spec) || !constraints.admits(costs.costs(spec))) {
        throw new BadDataException(
            String.format(
                Locale.ROOT,
                "the stored search holds subnet %s, which space %s and its limits (%s) do not allow;"
                    + " start the search afresh, or restore its space and limits",
                spec.id(),
                space.name(),
                constraints));
      }
    }
  }
}
