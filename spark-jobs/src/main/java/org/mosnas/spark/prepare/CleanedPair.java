package org.mosnas.spark.prepare;

import java.io.Serializable;
import org.mosnas.model.text.DropReason;

/**
 * What cleaning made of a pair.
 *
 * @param words the pair as words, empty if it is dropped
 * @param reason why it is dropped; null if it is kept
 */
record CleanedPair(TextPair words, DropReason reason) implements Serializable {
  /** The verdict on pairs that are kept. */
  static final String KEPT = "kept";

  boolean isKept() {
    return reason == null;
  }

  /** {@link #KEPT}, or the label of the reason. */
  String verdict() {
    return isKept() ? KEPT : Labels.of(reason);
  }
}
