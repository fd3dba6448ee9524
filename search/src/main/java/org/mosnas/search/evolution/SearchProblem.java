package org.mosnas.search.evolution;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.SubnetSampler;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.evolution.Constraints.Constraint;
import org.mosnas.search.evolution.Constraints.Quantity;
import org.mosnas.search.evolution.SearchState.Candidate;

/**
 * What is searched, and within which limits.
 *
 * @param space the subnets
 * @param costs what they cost
 * @param constraints what they may cost
 * @param promising subnets that were good under other limits, the best first; a search may begin
 *     with those of them that these limits allow
 */
public record SearchProblem(
    SearchSpace space, CostModel costs, Constraints constraints, List<SubnetSpec> promising) {
  /** Checks that nothing is missing, and copies the list. */
  public SearchProblem {
    Objects.requireNonNull(space, "space");
    Objects.requireNonNull(costs, "costs");
    Objects.requireNonNull(constraints, "constraints");
    promising = List.copyOf(promising);
  }

  /** A problem of which nothing is known yet. */
  public SearchProblem(SearchSpace space, CostModel costs, Constraints constraints) {
    this(space, costs, constraints, List.of());
  }

  /** The same problem after a search under other limits. */
  public SearchProblem after(List<SubnetSpec> good) {
    return new SearchProblem(space, costs, constraints, good);
  }

  /**
   * Looks for any subnet that the limits allow, by prediction alone.
   *
   * @param draws how many are drawn where none of the smallest is allowed
   * @throws InfeasibleConstraintException if none is found
   */
  public void requireFeasible(int draws, long seed) {
    if (!smallestFeasible().isEmpty()) {
      return;
    }
    SplittableRandom random = Seeds.generator(seed, "feasible");
    for (int i = 0; i < draws; i++) {
      SubnetSpec drawn = SubnetSampler.uniform().sample(space, random.nextLong());
      if (constraints.admits(costs.costs(drawn))) {
        return;
      }
    }
    throw infeasible(draws);
  }

  /** The limits that every subnet of the space meets, so that they limit nothing. */
  public List<Constraint> idle() {
    return constraints.all().stream().filter(this::isIdle).toList();
  }

  private boolean isIdle(Constraint constraint) {
    Quantity quantity = constraint.quantity();
    return Reach.largest(space, costs, quantity).value() <= constraint.limit()
        && (constraint.least() == 0
            || Reach.smallest(space, costs, quantity).value() >= constraint.least());
  }

  /**
   * The smallest subnets that the limits allow: for each limit the one that stays farthest below
   * it, and the one that uses the least of all limits together, or lies in the midst of them.
   *
   * @return distinct subnets; none if not even these meet the limits
   */
  Set<SubnetSpec> smallestFeasible() {
    Set<SubnetSpec> smallest = new LinkedHashSet<>();
    if (constraints.all().isEmpty()) {
      smallest.add(Reach.smallest(space, costs, Quantity.PARAMETERS).spec());
    }
    Reach.smallest(space, costs, constraints).forEach(reach -> smallest.add(reach.spec()));
    if (constraints.all().size() > 1 || constraints.haveLeast()) {
      smallest.add(LayerwiseMinimum.of(space, spec -> constraints.usage(costs.costs(spec))));
    }
    smallest.removeIf(spec -> !constraints.admits(costs.costs(spec)));
    return smallest;
  }

  /** The failure of a search that found nothing in so many attempts. */
  InfeasibleConstraintException infeasible(int attempts) {
    List<Reach> largest =
        constraints.all().stream()
            .filter(constraint -> constraint.least() > 0)
            .map(constraint -> Reach.largest(space, costs, constraint.quantity()))
            .toList();
    return new InfeasibleConstraintException(
        space.name(), constraints, Reach.smallest(space, costs, constraints), largest, attempts);
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
   * The smallest or the largest value of a quantity that a space can reach, and a subnet that
   * reaches it.
   *
   * @param quantity what is small or large
   * @param value that value, in the unit of the quantity
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

    /** Finds the largest value, in the same way. */
    static Reach largest(SearchSpace space, CostModel costs, Quantity quantity) {
      ToDoubleFunction<SubnetSpec> value = spec -> quantity.of(costs.costs(spec));
      SubnetSpec spec = LayerwiseMinimum.of(space, any -> -value.applyAsDouble(any));
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
