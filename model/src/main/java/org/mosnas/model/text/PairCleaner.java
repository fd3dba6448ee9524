package org.mosnas.model.text;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Decides which sentence pairs are left out, and why; the first reason in the order of {@link
 * DropReason} counts.
 *
 * <p>Looks at one pair at a time. Duplicates are for the caller to find, who sees all pairs: those
 * of equal {@link #fingerprint}.
 */
public final class PairCleaner implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final CleaningRules rules;

  /** A cleaner by these rules. */
  public PairCleaner(CleaningRules rules) {
    this.rules = rules;
  }

  /** Why the pair is dropped; empty if it is kept. */
  public Optional<DropReason> check(List<String> source, List<String> target) {
    int shorter = Math.min(source.size(), target.size());
    int longer = Math.max(source.size(), target.size());
    if (shorter == 0) {
      return Optional.of(DropReason.EMPTY);
    }
    if (shorter < rules.minWords()) {
      return Optional.of(DropReason.TOO_SHORT);
    }
    if (longer > rules.maxWords()) {
      return Optional.of(DropReason.TOO_LONG);
    }
    if (longer > rules.maxRatio() * shorter) {
      return Optional.of(DropReason.LENGTH_RATIO);
    }
    if (rules.identical() == CleaningRules.Action.DROP && source.equals(target)) {
      return Optional.of(DropReason.IDENTICAL);
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
