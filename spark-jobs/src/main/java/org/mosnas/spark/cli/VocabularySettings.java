package org.mosnas.spark.cli;

import com.typesafe.config.Config;
import org.mosnas.model.config.BlockSettings;

/**
 * Words for which the vocabulary matrices of a subnet are quoted.
 *
 * @param source source words, at least 1
 * @param target target words, at least 1
 */
record VocabularySettings(int source, int target) {
  /** Checks the ranges. */
  VocabularySettings {
    require("source", source);
    require("target", target);
  }

  static VocabularySettings from(Config root) {
    return BlockSettings.read(
        root,
        "mosnas.space.vocabulary",
        block -> new VocabularySettings(block.integer("source"), block.integer("target")));
  }

  private static void require(String key, int words) {
    if (words < 1) {
      throw new IllegalArgumentException(key + " must be positive, was " + words);
    }
  }
}
