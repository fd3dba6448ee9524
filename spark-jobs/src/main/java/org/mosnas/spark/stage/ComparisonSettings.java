package org.mosnas.spark.stage;

import com.typesafe.config.Config;
import org.mosnas.model.config.BlockSettings;
import org.mosnas.model.supernet.WarmStartSettings;

/**
 * What else is trained to compare with: the block {@code mosnas.compare}.
 *
 * @param cut whether members are also cut out of the published network that the supernet begins
 *     with, and that network finetuned as a whole
 */
public record ComparisonSettings(boolean cut) {
  /** Path of the block. */
  public static final String PATH = "mosnas.compare";

  /**
   * Reads the block.
   *
   * @param root the whole configuration, resolved
   */
  public static ComparisonSettings from(Config root) {
    boolean published = WarmStartSettings.from(root).from().isPresent();
    return BlockSettings.read(
        root,
        PATH,
        block -> {
          boolean cut = block.flag("cut");
          if (cut && !published) {
            throw new IllegalArgumentException(
                "cut needs a published network to cut from; name its folder in "
                    + WarmStartSettings.PATH
                    + ".from");
          }
          return new ComparisonSettings(cut);
        });
  }
}
