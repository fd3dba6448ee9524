package org.mosnas.search.evolution;

import java.io.Serializable;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Limits that hold together.
 *
 * @param all at most one per quantity; none allows everything
 */
public record Constraints(List<Constraint> all) implements Serializable {
  /** Allows everything. */
  public static final Constraints NONE = new Constraints(List.of());

  /** Copies the list and checks that no quantity is limited twice. */
  public Constraints {
    all = List.copyOf(all);
    Set<Quantity> limited = EnumSet.noneOf(Quantity.class);
    for (Constraint constraint : all) {
      if (!limited.add(constraint.quantity())) {
        throw new IllegalArgumentException(constraint.quantity().label() + " is limited twice");
      }
    }
  }

  /** These limits. */
  public static Constraints of(Constraint... constraints) {
    return new Constraints(List.of(constraints));
  }

  /** Whether a subnet with these costs is allowed. */
  public boolean admits(Costs costs) {
    return all.stream().allMatch(constraint -> constraint.admits(costs));
  }

  /**
   * The largest share of a limit that is used; above 1 where a limit is exceeded, 0 without any.
   */
  double usage(Costs costs) {
    return all.stream()
        .mapToDouble(constraint -> constraint.quantity().of(costs) / constraint.limit())
        .max()
        .orElse(0);
  }

  @Override
  public String toString() {
    return all.isEmpty()
        ? "no limit"
        : all.stream().map(Constraint::toString).collect(Collectors.joining(" and "));
  }
}
