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
  boolean isKept() {
    return reason == null;
  }
}
