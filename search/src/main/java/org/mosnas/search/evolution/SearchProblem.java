package org.mosnas.search.evolution;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.evolution.Constraints.Quantity;
import org.mosnas.search.evolution.SearchState.Candidate;

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

  /**
   * The smallest value of a quantity that a space can reach, and a subnet that reaches it.
   *
   * @param quantity what is small
   * @param value the smallest value, in the unit of the quantity
   * @param spec a subnet with that value
   */
  public record Reach(Quantity quantity, double value, SubnetSpec spec) {

    /**
     * Finds the smallest value.
     *
     * <p>Parameters, FLOPs and latency from a table are sums over the layers once widths and
     * numbers of layers are fixed. So for every combination of those the best choice of each layer
     * is found by itself, and the result is exact. For a cost model that is not a sum over layers
     * it is the end of a descent, one layer at a time, from every combination.
     */
    public static Reach smallest(SearchSpace space, CostModel costs, Quantity quantity) {
      ToDoubleFunction<SubnetSpec> value = spec -> quantity.of(costs.costs(spec));
      SubnetSpec spec = LayerwiseMinimum.of(space, value);
      return new Reach(quantity, value.applyAsDouble(spec), spec);
    }

    /** The smallest value of every limited quantity. */
    static List<Reach> smallest(SearchSpace space, CostModel costs, Constraints constraints) {
      return constraints.all().stream()
          .map(constraint -> smallest(space, costs, constraint.quantity()))
          .toList();
    }

    /** The value with its unit, for people. */
    public String format() {
      return quantity.format(value);
    }
  }
}
