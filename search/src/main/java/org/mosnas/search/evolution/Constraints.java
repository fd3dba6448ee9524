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
 * @param name what {@code mosnas.search.limits} calls them; empty for those of {@code
 *     mosnas.search.limit}
 */
public record Constraints(List<Constraint> all, String name) implements Serializable {
  /** Allows everything. */
  public static final Constraints NONE = new Constraints(List.of());

  /** Limits without a name. */
  public Constraints(List<Constraint> all) {
    this(all, "");
  }

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

  /** The same limits with a name. */
  public Constraints named(String other) {
    return new Constraints(all, other);
  }

  /** Whether there is a least value too, so that the smallest subnets are not allowed. */
  boolean haveLeast() {
    return all.stream().anyMatch(constraint -> constraint.least() > 0);
  }

  /** The key that limits a quantity, with its full path, for messages. */
  public String key(Quantity quantity) {
    return name.isEmpty()
        ? SearchSettings.LimitSettings.PATH + "." + quantity.key()
        : String.format(
            Locale.ROOT, "%s of \"%s\" in %s", quantity.key(), name, NamedLimitSettings.PATH);
  }

  /** Whether a subnet with these costs is allowed. */
  public boolean admits(Costs costs) {
    return all.stream().allMatch(constraint -> constraint.admits(costs));
  }

  /**
   * The largest share of a limit that is used; above 1 where a limit is exceeded or a least value
   * is not reached, 0 without any.
   */
  double usage(Costs costs) {
    return all.stream().mapToDouble(constraint -> constraint.usage(costs)).max().orElse(0);
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
    LATENCY("latency", "latency-ms (or latency-fraction)") {
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
    PARAMETERS("parameters", "parameters") {
      @Override
      public double of(Costs costs) {
        return costs.parameters();
      }
    },
    /** FLOPs at the reference length without the output layer. */
    FLOPS("FLOPs", "flops") {
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

    /** The key that limits it, among those of a limit. */
    String key() {
      return key;
    }
  }

  /**
   * What a quantity may be, both ends allowed.
   *
   * @param quantity what is limited
   * @param least in the unit of the quantity, not negative; 0 for no such limit
   * @param limit the most, in the unit of the quantity, positive and not below {@code least};
   *     infinite for no such limit
   */
  public record Constraint(Quantity quantity, double least, double limit) implements Serializable {
    /** Checks the ranges. */
    public Constraint {
      if (!(limit > 0)) {
        throw new IllegalArgumentException(quantity.label() + " limit must be > 0, was " + limit);
      }
      if (!(least >= 0 && least <= limit)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s must be at least 0 and at most %s, was to be at least %s",
                quantity.label(),
                limit,
                least));
      }
    }

    /** An upper limit. */
    public Constraint(Quantity quantity, double limit) {
      this(quantity, 0, limit);
    }

    /** Whether a subnet with these costs is allowed. */
    public boolean admits(Costs costs) {
      double value = quantity.of(costs);
      return value >= least && value <= limit;
    }

    private double usage(Costs costs) {
      double value = quantity.of(costs);
      double above = value / limit;
      return least > 0 ? Math.max(above, least / value) : above;
    }

    @Override
    public String toString() {
      String value = least > 0 ? quantity.format(least) + " <= " + quantity.label() : "";
      if (Double.isInfinite(limit)) {
        return value;
      }
      return (least > 0 ? value : quantity.label()) + " <= " + quantity.format(limit);
    }
  }
}
