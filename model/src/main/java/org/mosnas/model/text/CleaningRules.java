package org.mosnas.model.text;

import java.io.Serializable;

/**
 * Which sentence pairs are good enough to train on.
 *
 * @param minWords fewest words on each side, from 1
 * @param maxWords most words on each side
 * @param maxRatio largest quotient of the two lengths, the longer by the shorter; from 1
 * @param identical what happens to pairs whose sides are the same
 * @param duplicates what happens to pairs that occurred before
 */
public record CleaningRules(
    int minWords, int maxWords, double maxRatio, Action identical, Action duplicates)
    implements Serializable {
  /** What happens to a pair. */
  public enum Action {
    /** It stays. */
    KEEP,
    /** It is dropped and counted. */
    DROP
  }

  /** Checks the ranges. */
  public CleaningRules {
    if (minWords < 1 || maxWords < minWords || !(maxRatio >= 1)) {
      throw new IllegalArgumentException(
          "words from " + minWords + " to " + maxWords + ", ratio up to " + maxRatio);
    }
  }

  /** The rules of HAT's scripts for WMT: 1 to 250 words, ratio 1.5, nothing else dropped. */
  public static CleaningRules hat() {
    return new CleaningRules(1, 250, 1.5, Action.KEEP, Action.KEEP);
  }
}
