package org.mosnas.search.evolution;

import java.util.Locale;

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
