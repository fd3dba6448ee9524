package org.mosnas.spark.prepare;

/**
 * How many sentence pairs are taken out of the training text where no other files are given.
 *
 * @param valid 0 or more
 * @param test 0 or more
 */
public record Holdout(int valid, int test) {
  /** Checks the ranges. */
  public Holdout {
    if (valid < 0) {
      throw new IllegalArgumentException("holdout.valid must be 0 or more, was " + valid);
    }
    if (test < 0) {
      throw new IllegalArgumentException("holdout.test must be 0 or more, was " + test);
    }
  }
}
