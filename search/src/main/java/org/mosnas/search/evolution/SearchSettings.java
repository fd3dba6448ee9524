package org.mosnas.search.evolution;

import com.typesafe.config.Config;
import org.mosnas.model.config.BlockSettings;
import org.mosnas.model.config.FormerKey;
import org.mosnas.model.config.FormerValue;
import org.mosnas.model.error.MosnasException;

/**
 * How the best subnet is looked for, the block {@code mosnas.search}.
 *
 * @param evolution sizes of the evolution
 * @param limit what a subnet may cost
 * @param randomSearch whether random search gets the same budget, to compare
 * @param finalists best subnets of the search that are measured for real, at least 1
 * @param algorithm what searches, one of {@link SearchAlgorithms#names}
 */
public record SearchSettings(
    EvolutionSettings evolution,
    LimitSettings limit,
    @FormerKey("randomArm") boolean randomSearch,
    int finalists,
    @FormerValue("\"evolution\"") String algorithm) {
  /** Path of the block. */
  public static final String PATH = "mosnas.search";

  /** Checks the ranges. */
  public SearchSettings {
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
    return BlockSettings.read(
        root,
        PATH,
        block ->
            new SearchSettings(
                evolution,
                limit,
                block.flag("random-search"),
                block.integer("finalists"),
                block.choice("algorithm", SearchAlgorithms.names())));
  }
}
