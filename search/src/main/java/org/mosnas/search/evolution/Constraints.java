package org.mosnas.search.evolution;

import java.io.Serializable;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.mosnas.search.evolution.Constraints.Quantity;
import org.mosnas.search.evolution.CostModel.Costs;

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

  /** A cost that can be limited. */
  public enum Quantity {
    /** Upper bound of the latency, in milliseconds. */
    LATENCY("latency", "limit.latency-ms (or latency-fraction)") {
      @Override
      public double of(Costs costs) {
        return costs.latencyBoundMillis();
      }

      @Override
      public String format(double value) {
        return String.format(Locale.ROOT, "%.3f ms", value);
      }
    },
    /** Parameters without embeddings and output layer. */
    PARAMETERS("parameters", "limit.parameters") {
      @Override
      public double of(Costs costs) {
        return costs.parameters();
      }
    },
    /** FLOPs at the reference length without the output layer. */
    FLOPS("FLOPs", "limit.flops") {
      @Override
      public double of(Costs costs) {
        return costs.flops();
      }
    };

    private final String label;
    private final String key;

    Quantity(String label, String key) {
      this.label = label;
      this.key = key;
    }

    /** The value of this quantity. */
    public abstract double of(Costs costs);

    /** A value with its unit, for people. */
    public String format(double value) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** What people call it. */
    public String label() {
      return label;
    }

    /** The key that limits it, with its full path, for messages. */
    String configPath() {
      return SearchSettings.PATH + "." + key;
    }
  }

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
}
