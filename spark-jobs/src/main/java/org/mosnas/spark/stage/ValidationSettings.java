package org.mosnas.spark.stage;

import com.typesafe.config.Config;
import org.mosnas.model.config.BlockSettings;

/**
 * What subnets are validated and compared on: the block {@code mosnas.validation}.
 *
 * @param sentences validation sentences used for losses, at least 1
 * @param randomSubnets random subnets watched during training besides largest and smallest
 */
public record ValidationSettings(int sentences, int randomSubnets) {
  /** Path of the block. */
  public static final String PATH = "mosnas.validation";

  /** Checks the ranges. */
  public ValidationSettings {
    if (sentences < 1) {
      throw new IllegalArgumentException("sentences must be at least 1, was " + sentences);
    }
    if (randomSubnets < 0) {
      throw new IllegalArgumentException(
          "random-subnets must not be negative, was " + randomSubnets);
    }
  }

  /**
   * Reads the block.
   *
   * @param root the whole configuration, resolved
   */
  public static ValidationSettings from(Config root) {
    return BlockSettings.read(
        root,
        PATH,
        block ->
            new ValidationSettings(block.integer("sentences"), block.integer("random-subnets")));
  }
}
