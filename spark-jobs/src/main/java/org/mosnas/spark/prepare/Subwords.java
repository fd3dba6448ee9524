package org.mosnas.spark.prepare;

/**
 * How pieces of words are learned and numbered.
 *
 * @param merges largest number of byte pair merges, from 0
 * @param minFrequency a pair that occurs less often is not merged; from 1
 * @param maxSize largest vocabulary with the four special words, before padding to a multiple of 8;
 *     0 for no limit, else from 5
 * @param minCount pieces that occur less often are unknown; from 0
 */
public record Subwords(int merges, int minFrequency, int maxSize, int minCount) {
  /** Checks the ranges. */
  public Subwords {
    if (merges < 0) {
      throw new IllegalArgumentException("bpe.merges must be 0 or more, was " + merges);
    }
    if (minFrequency < 1) {
      throw new IllegalArgumentException(
          "bpe.min-frequency must be 1 or more, was " + minFrequency);
    }
    if (maxSize != 0 && maxSize < 5) {
      throw new IllegalArgumentException(
          "vocabulary.max-size must be 0 (no limit) or 5 or more, was " + maxSize);
    }
    if (minCount < 0) {
      throw new IllegalArgumentException("vocabulary.min-count must be 0 or more, was " + minCount);
    }
  }
}
