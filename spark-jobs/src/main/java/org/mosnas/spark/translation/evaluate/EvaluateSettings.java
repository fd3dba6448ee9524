package org.mosnas.spark.translation.evaluate;

import com.typesafe.config.Config;
import org.mosnas.model.config.BlockSettings;
import org.mosnas.model.decode.DecodeSettings;

/**
 * How test sets are translated: the block {@code mosnas.evaluate}.
 *
 * @param decode beam search
 * @param batchSentences sentences translated together, at least 1
 */
public record EvaluateSettings(DecodeSettings decode, int batchSentences)
    implements java.io.Serializable {
  /** Path of the block. */
  public static final String PATH = "mosnas.evaluate";

  /** Checks the ranges. */
  public EvaluateSettings {
    if (batchSentences < 1) {
      throw new IllegalArgumentException(
          "batch-sentences must be at least 1, was " + batchSentences);
    }
  }

  /**
   * Reads the block.
   *
   * @param root the whole configuration, resolved
   */
  public static EvaluateSettings from(Config root) {
    return BlockSettings.read(
        root,
        PATH,
        block ->
            new EvaluateSettings(
                new DecodeSettings(
                    block.integer("beam"),
                    block.number("length-penalty"),
                    block.number("max-length-factor"),
                    block.integer("max-length-offset")),
                block.integer("batch-sentences")));
  }
}
