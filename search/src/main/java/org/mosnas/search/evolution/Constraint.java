package org.mosnas.search.evolution;

import java.io.Serializable;

/**
 * An upper limit, itself allowed.
 *
 * @param quantity what is limited
 * @param limit in the unit of the quantity, positive
 */
public record Constraint(Quantity quantity, double limit) implements Serializable {
  /** Checks the range. */
  public Constraint {
    if (!(limit > 0)) {
      throw new IllegalArgumentException(quantity.label() + " limit must be > 0, was " + limit);
    }
  }

  /** Whether a subnet with these costs is allowed. */
  public boolean admits(Costs costs) {
    return quantity.of(costs) <= limit;
  }

  @Override
  public String toString() {
    return quantity.label() + " <= " + quantity.format(limit);
  }
}
