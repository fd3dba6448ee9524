package org.mosnas.search.evolution;

import com.typesafe.config.Config;
import java.io.Serializable;
import java.util.Locale;
import org.mosnas.model.config.BlockSettings;
import org.mosnas.model.error.MosnasException;

/**
 * Sizes of the evolution, the block {@code mosnas.search.evolution}.
 *
 * @param population subnets of a generation, the sum of the next three
 * @param parents best subnets, which live on and breed, at least 1
 * @param mutations new mutants of a generation, not negative
 * @param crossovers new children of a generation, not negative
 * @param mutationProbability of each gene to be drawn anew, in [0, 1]
 * @param generations populations that are scored, the first one included, at least 1
 * @param drawLimit how many draws in a row may find nothing before a population stays smaller, at
 *     least 1
 */
public record EvolutionSettings(
    int population,
    int parents,
    int mutations,
    int crossovers,
    double mutationProbability,
    int generations,
    int drawLimit)
    implements Serializable {
  /** Path of the block. */
  public static final String PATH = SearchSettings.PATH + ".evolution";

  /** HAT's sizes: 125 = 25 + 50 + 50, probability 0.3, 30 generations. */
  public static final EvolutionSettings HAT =
      new EvolutionSettings(125, 25, 50, 50, 0.3, 30, 2_000);

  /** Checks the ranges. */
  public EvolutionSettings {
    requireAtLeast(1, "parents", parents);
    requireAtLeast(0, "mutations", mutations);
    requireAtLeast(0, "crossovers", crossovers);
    requireAtLeast(1, "generations", generations);
    requireAtLeast(1, "draw-limit", drawLimit);
    if (!(mutationProbability >= 0 && mutationProbability <= 1)) {
      throw new IllegalArgumentException(
          "mutation-probability must be in [0, 1], was " + mutationProbability);
    }
    if ((long) parents + mutations + crossovers != population) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "population must be parents + mutations + crossovers = %d, was %d",
              (long) parents + mutations + crossovers,
              population));
    }
  }

  /**
   * Reads the block, eagerly.
   *
   * @param root the whole configuration, resolved
   * @throws MosnasException of kind USAGE, naming the key that is missing or out of range
   */
  public static EvolutionSettings from(Config root) {
    return BlockSettings.read(
        root,
        PATH,
        block ->
            new EvolutionSettings(
                block.integer("population"),
                block.integer("parents"),
                block.integer("mutations"),
                block.integer("crossovers"),
                block.number("mutation-probability"),
                block.integer("generations"),
                block.integer("draw-limit")));
  }

  private static void requireAtLeast(int least, String key, int value) {
    if (value < least) {
      throw new IllegalArgumentException(key + " must be at least " + least + ", was " + value);
    }
  }
}
