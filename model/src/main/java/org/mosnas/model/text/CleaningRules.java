package org.mosnas.model.text;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Which sentence pairs are good enough to train on, and why others are left out.
 *
 * <p>Looks at one pair at a time. Duplicates are for the caller to find, who sees all pairs: those
 * of equal {@link #fingerprint}.
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
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** What happens to a pair. */
  public enum Action {
    /** It stays. */
    KEEP,
    /** It is dropped and counted. */
    DROP
  }

  /** Why a sentence pair was left out; reports count them. */
  public enum Reason {
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

  /** Checks the ranges. */
  public CleaningRules {
    if (minWords < 1 || maxWords < minWords || !(maxRatio >= 1)) {
      throw new IllegalArgumentException(
          "words from " + minWords + " to " + maxWords + ", ratio up to " + maxRatio);
    }
  }

  /**
   * Why a pair of words is dropped, the first reason in the order of {@link Reason}; empty if it is
   * kept.
   */
  public Optional<Reason> check(List<String> source, List<String> target) {
    int shorter = Math.min(source.size(), target.size());
    int longer = Math.max(source.size(), target.size());
    if (shorter == 0) {
      return Optional.of(Reason.EMPTY);
    }
    if (shorter < minWords) {
      return Optional.of(Reason.TOO_SHORT);
    }
    if (longer > maxWords) {
      return Optional.of(Reason.TOO_LONG);
    }
    if (longer > maxRatio * shorter) {
      return Optional.of(Reason.LENGTH_RATIO);
    }
    if (identical == Action.DROP && source.equals(target)) {
      return Optional.of(Reason.IDENTICAL);
    }
    return Optional.empty();
  }

  /**
   * A number that is equal for equal pairs and, but for one chance in 2^64, different for others.
   */
  public static long fingerprint(List<String> source, List<String> target) {
    return mix(hash(target, mix(hash(source, FNV_OFFSET))));
  }

  private static long hash(List<String> words, long seed) {
    long hash = seed;
    for (String word : words) {
      for (int i = 0; i < word.length(); i++) {
        hash = (hash ^ word.charAt(i)) * FNV_PRIME;
      }
      hash = (hash ^ ' ') * FNV_PRIME;
    }
    return hash;
  }

  /** Spreads what the last characters changed over all bits. */
  private static long mix(long z) {
    long mixed = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
