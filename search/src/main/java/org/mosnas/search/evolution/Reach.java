package org.mosnas.search.evolution;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.SubnetSpec;

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
   * <p>Parameters, FLOPs and latency from a table are sums over the layers once widths and numbers
   * of layers are fixed. So for every combination of those the best choice of each layer is found
   * by itself, and the result is exact. For a cost model that is not a sum over layers it is the
   * end of a descent, one layer at a time, from every combination.
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
