package org.mosnas.model.text;

/** Why a sentence pair was left out; reports count them. */
public enum DropReason {
  /** One side or both have no words. */
  EMPTY,
  /** One side has fewer words than allowed. */
  TOO_SHORT,
  /** One side has more words than allowed. */
  TOO_LONG,
  /** One side is too many times as long as the other. */
  LENGTH_RATIO,
  /** Both sides are the same: not translated. */
  IDENTICAL,
  /** The same pair occurred before. */
  DUPLICATE
}
