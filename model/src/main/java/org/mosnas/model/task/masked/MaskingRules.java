package org.mosnas.model.task.masked;

import java.io.Serializable;

/**
 * Which tokens are to be guessed, and what stands in their place.
 *
 * @param share of the tokens that are to be guessed, in (0, 1); BERT: 0.15
 * @param hidden share of these that become {@code [MASK]}, in [0, 1]; BERT: 0.8
 * @param random share of these that become any other piece, in [0, 1]; BERT: 0.1; what is left is
 *     not changed
 * @param unit what is chosen together
 */
public record MaskingRules(double share, double hidden, double random, Unit unit)
    implements Serializable {
  /** The rules of BERT. */
  public static final MaskingRules BERT = new MaskingRules(0.15, 0.8, 0.1, Unit.TOKEN);

  /** What is chosen together. */
  public enum Unit {
    /** Every token by itself. */
    TOKEN,
    /** All pieces of a word. */
    WORD
  }

  /** Checks the ranges. */
  public MaskingRules {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("share must be above 0 and below 1, was " + share);
    }
    if (!(hidden >= 0 && hidden <= 1)) {
      throw new IllegalArgumentException("hidden must be from 0 to 1, was " + hidden);
    }
    if (!(random >= 0 && hidden + random <= 1)) {
      throw new IllegalArgumentException(
          "random must be 0 or more, and with hidden " + hidden + " at most 1, was " + random);
    }
  }
}
