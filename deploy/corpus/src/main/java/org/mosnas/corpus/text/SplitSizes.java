package org.mosnas.corpus.text;

/**
 * How many pairs a corpus may have in each part; 0 leaves it to the source of the text.
 *
 * @param train training pairs; not negative
 * @param valid validation pairs; not negative
 * @param test test pairs; not negative
 */
public record SplitSizes(int train, int valid, int test) {
  /** As many as the source of the text has. */
  public static final SplitSizes NATURAL = new SplitSizes(0, 0, 0);

  /** Checks the ranges. */
  public SplitSizes {
    if (train < 0 || valid < 0 || test < 0) {
      throw new IllegalArgumentException(
          "sizes must not be negative, were " + train + ", " + valid + ", " + test);
    }
  }

  /** The size of one part; 0 if it is left to the source of the text. */
  public int of(Split split) {
    return switch (split) {
      case TRAIN -> train;
      case VALID -> valid;
      case TEST -> test;
    };
  }

  /** These sizes, with {@code natural}'s where they are 0. */
  public SplitSizes orElse(SplitSizes natural) {
    return new SplitSizes(
        train == 0 ? natural.train : train,
        valid == 0 ? natural.valid : valid,
        test == 0 ? natural.test : test);
  }
}
