package org.mosnas.model.family.bert;

import java.io.Serializable;
import org.mosnas.model.space.Checks;

/**
 * Lengths of texts, in tokens.
 *
 * @param positions that embeddings are learned for: the longest text; positive
 * @param reference at which FLOPs are quoted; positive, not above {@code positions}
 */
public record TextLengths(int positions, int reference) implements Serializable {
  /** Checks the lengths. */
  public TextLengths {
    Checks.positive("positions", positions);
    Checks.positive("reference-length", reference);
    if (reference > positions) {
      throw new IllegalArgumentException(
          "reference-length must be at most the " + positions + " positions, was " + reference);
    }
  }
}
