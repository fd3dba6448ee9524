package org.mosnas.spark.labelled;

import org.mosnas.model.text.wordpiece.WordPiece;
import org.mosnas.spark.job.RunContext;

/** Where the tokenizer of the networks comes from: labelled texts are not enough to learn one. */
@FunctionalInterface
public interface TokenizerSource {
  /**
   * The tokenizer.
   *
   * @throws org.mosnas.model.error.MosnasException if there is none
   */
  WordPiece read(RunContext context);
}
