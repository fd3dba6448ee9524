package org.mosnas.model.supernet;

import com.typesafe.config.Config;
import java.util.Optional;
import org.mosnas.model.config.BlockSettings;

/**
 * What the weights of a supernet begin as: the block {@code mosnas.model.init}.
 *
 * @param from folder of a published network; new weights if there is none
 * @param spread of experts round its weights: see {@link WarmStart}
 * @param order in which its units come
 */
public record WarmStartSettings(Optional<String> from, double spread, ImportanceOrder order) {
  /** Path of the block. */
  public static final String PATH = "mosnas.model.init";

  /** Checks the range. */
  public WarmStartSettings {
    if (!(spread > 0)) {
      throw new IllegalArgumentException("spread must be positive, was " + spread);
    }
  }

  /**
   * Reads the block.
   *
   * @param root the whole configuration, resolved
   */
  public static WarmStartSettings from(Config root) {
    return BlockSettings.read(
        root,
        PATH,
        block ->
            new WarmStartSettings(
                block.optionalText("from"),
                block.number("spread"),
                block.choice("order", ImportanceOrder.values())));
  }
}
