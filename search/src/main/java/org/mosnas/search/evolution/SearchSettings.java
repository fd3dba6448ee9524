package org.mosnas.search.evolution;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mosnas.model.config.BlockSettings;
import org.mosnas.model.config.FormerKey;
import org.mosnas.model.config.FormerValue;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.search.evolution.Constraints.Constraint;
import org.mosnas.search.evolution.Constraints.Quantity;

/**
 * How the best subnet is looked for, the block {@code mosnas.search}.
 *
 * @param evolution sizes of the evolution
 * @param limit what a subnet may cost
 * @param randomSearch whether random search gets the same budget, to compare
 * @param finalists best subnets of the search that are measured for real, at least 1
 * @param algorithm what searches, one of {@link SearchAlgorithms#names}
 * @param limits what the members of a family may cost; none for one subnet within {@code limit}
 */
public record SearchSettings(
    EvolutionSettings evolution,
    LimitSettings limit,
    @FormerKey("randomArm") boolean randomSearch,
    int finalists,
    @FormerValue("\"evolution\"") String algorithm,
    @FormerValue("[]") List<NamedLimitSettings> limits) {
  /** Path of the block. */
  public static final String PATH = "mosnas.search";

  /** Checks the ranges, and copies the list. */
  public SearchSettings {
    limits = List.copyOf(limits);
    NamedLimitSettings.requireApart(limits);
    if (finalists < 1) {
      throw new IllegalArgumentException("finalists must be at least 1, was " + finalists);
    }
  }

  /**
   * Reads the block, eagerly.
   *
   * @param root the whole configuration, resolved
   * @throws MosnasException of kind USAGE, naming the key that is missing or out of range
   */
  public static SearchSettings from(Config root) {
    EvolutionSettings evolution = EvolutionSettings.from(root);
    LimitSettings limit = LimitSettings.from(root);
    List<NamedLimitSettings> limits = NamedLimitSettings.from(root);
    return BlockSettings.read(
        root,
        PATH,
        block ->
            new SearchSettings(
                evolution,
                limit,
                block.flag("random-search"),
                block.integer("finalists"),
                block.choice("algorithm", SearchAlgorithms.names()),
                limits));
  }

  /** What is searched for: a subnet for each of the limits, or one within the limit, unnamed. */
  public List<NamedLimitSettings> members() {
    return limits.isEmpty() ? List.of(NamedLimitSettings.only(limit)) : limits;
  }

  /**
   * What a subnet may cost, the block {@code mosnas.search.limit}; every limit may be missing.
   *
   * @param latencyMillis limit in milliseconds, positive; goes before the fraction
   * @param latencyFraction limit as a fraction of the largest subnet's estimated latency, in (0, 1]
   * @param parameters limit of the parameters, positive
   * @param flops limit of the FLOPs, positive
   * @param leastParameters fewest parameters, positive and at most the limit
   */
  public record LimitSettings(
      Optional<Double> latencyMillis,
      Optional<Double> latencyFraction,
      Optional<Double> parameters,
      Optional<Double> flops,
      @FormerValue("null") Optional<Double> leastParameters) {
    /** Path of the block. */
    public static final String PATH = SearchSettings.PATH + ".limit";

    /** Checks the ranges. */
    public LimitSettings {
      requirePositive("latency-ms", latencyMillis);
      requirePositive("latency-fraction", latencyFraction);
      requirePositive("parameters", parameters);
      requirePositive("flops", flops);
      requirePositive("parameters.min", leastParameters);
      if (leastParameters.isPresent()
          && leastParameters.get() > parameters.orElse(Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "parameters.min must be at most max, %s, was %s",
                parameters.get(),
                leastParameters.get()));
      }
      if (latencyFraction.isPresent() && latencyFraction.get() > 1) {
        throw new IllegalArgumentException(
            "latency-fraction must be in (0, 1], was " + latencyFraction.get());
      }
    }

    /**
     * Reads the block, eagerly.
     *
     * @param root the whole configuration, resolved
     * @throws MosnasException of kind USAGE, naming the key that is missing or out of range
     */
    public static LimitSettings from(Config root) {
      return BlockSettings.read(root, PATH, LimitSettings::read);
    }

    static LimitSettings read(BlockSettings block) {
      BlockSettings.Interval parameters = block.interval("parameters");
      return new LimitSettings(
          block.optionalNumber("latency-ms"),
          block.optionalNumber("latency-fraction"),
          parameters.max(),
          block.optionalNumber("flops"),
          parameters.min());
    }

    /** The limits for a space, the fraction turned into milliseconds. */
    public Constraints constraints(SearchSpace space, CostModel costs) {
      List<Constraint> constraints = new ArrayList<>();
      latencyMillis
          .or(() -> latencyFraction.map(f -> f * costs.costs(space.largest()).latencyMillis()))
          .ifPresent(limit -> constraints.add(new Constraint(Quantity.LATENCY, limit)));
      if (parameters.isPresent() || leastParameters.isPresent()) {
        constraints.add(
            new Constraint(
                Quantity.PARAMETERS,
                leastParameters.orElse(0.0),
                parameters.orElse(Double.POSITIVE_INFINITY)));
      }
      flops.ifPresent(limit -> constraints.add(new Constraint(Quantity.FLOPS, limit)));
      return new Constraints(constraints);
    }

    private static void requirePositive(String key, Optional<Double> value) {
      if (value.isPresent() && !(value.get() > 0)) {
        throw new IllegalArgumentException(key + " must be > 0, was " + value.get());
      }
    }
  }
}
