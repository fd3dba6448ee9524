package org.mosnas.corpus.text;

import java.util.Locale;

/** Why a block or a pair of sentences did not make it into the corpus, in the order of checking. */
public enum DropReason {
  /** Blocks that are the same on both sides, so not translated. */
  UNTRANSLATED_BLOCK,
  /** Blocks whose two texts occurred before. */
  REPEATED_BLOCK,
  /** Sentences without a counterpart, by length alignment. */
  UNALIGNED,
  /** A side with fewer tokens than the minimum. */
  TOO_SHORT,
  /** A side with more tokens than the maximum. */
  TOO_LONG,
  /** Sides whose lengths in characters or tokens do not fit each other. */
  LENGTH_RATIO,
  /** A side with too many digits and signs among its characters. */
  FEW_LETTERS,
  /** Mark-up, formulas, addresses or file paths. */
  MARKUP,
  /** Different numbers on the two sides. */
  NUMBERS_DIFFER,
  /** A longer sentence without a function word of its language. */
  NO_FUNCTION_WORD,
  /** A target that is mostly source text. */
  COPIED,
  /** Source or target seen before, comparing lower-cased letters only. */
  DUPLICATE,
  /**
   * A validation or test pair with a near-duplicate in a part that is learned from or decided on.
   */
  NEAR_DUPLICATE,
  /** More pairs than were asked for. */
  OVER_SIZE;

  /** Kebab-case name for manifests and progress lines. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
