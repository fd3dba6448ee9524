package org.mosnas.spark.labelled;

import com.typesafe.config.Config;
import java.util.Optional;
import org.mosnas.model.config.BlockSettings;

/**
 * Which tokenizer texts are spelled with.
 *
 * @param vocabulary a {@code vocab.txt} or {@code tokenizer.json}, if one is named
 */
record TokenizerSettings(Optional<String> vocabulary) {
  /** Path of the block. */
  static final String PATH = "mosnas.wordpiece";

  /** The key with its default, where no other task has it; in HOCON. */
  static final String DEFAULTS = "wordpiece.vocabulary = null";

  /** Reads the block. */
  static TokenizerSettings from(Config root) {
    return BlockSettings.read(
        root, PATH, block -> new TokenizerSettings(block.optionalText("vocabulary")));
  }
}
