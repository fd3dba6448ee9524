package org.mosnas.spark.data;

/**
 * How data is divided.
 *
 * @param valid how much is held out of the training text for validation where no other files are
 *     given, 0 or more
 * @param test the same for the test
 * @param shards number of logical shards of the training data, from 1
 */
public record Division(int valid, int test, int shards) {
  /** Checks the ranges. */
  public Division {
    if (valid < 0) {
      throw new IllegalArgumentException("holdout.valid must be 0 or more, was " + valid);
    }
    if (test < 0) {
      throw new IllegalArgumentException("holdout.test must be 0 or more, was " + test);
    }
    if (shards < 1) {
      throw new IllegalArgumentException("shards must be 1 or more, was " + shards);
    }
  }

  /** What is held out for a part where it has no files. */
  public int heldOut(Split split) {
    return switch (split) {
      case TRAIN -> 0;
      case VALID -> valid;
      case TEST -> test;
    };
  }
}
