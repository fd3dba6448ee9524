package org.mosnas.search.latency;

import java.io.Serializable;
import java.util.Locale;

/**
 * Sizes that all subnets of a supernet share and that the names of blocks therefore leave out.
 *
 * @param qkvSize rows of every query, key and value projection, positive
 * @param vocabularySize rows of the output projection, positive
 */
public record NetworkFrame(int qkvSize, int vocabularySize) implements Serializable {
  /** Checks the ranges. */
  public NetworkFrame {
    if (qkvSize < 1 || vocabularySize < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "sizes must be positive, were %d and %d", qkvSize, vocabularySize));
    }
  }
}
