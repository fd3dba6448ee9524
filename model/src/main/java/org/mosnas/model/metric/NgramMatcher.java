package org.mosnas.model.metric;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts n-grams of a hypothesis that also occur in its reference, each at most as often as there.
 */
final class NgramMatcher {
  private final int order;

  /** An n-gram is numbered by its first n - 1 symbols' number and its last symbol. */
  private final Map<Long, Integer> ids = new HashMap<>();

  private final int[] allowed;

  /**
   * Matches against a reference.
   *
   * @param reference symbols from 0
   * @param order largest length of an n-gram
   */
  NgramMatcher(int[] reference, int order) {
    this.order = order;
    int[] counts = new int[order * reference.length];
    for (int start = 0; start < reference.length; start++) {
      int id = -1;
      for (int i = start; i < Math.min(start + order, reference.length); i++) {
        id = ids.computeIfAbsent(key(id, reference[i]), unused -> ids.size());
        counts[id]++;
      }
    }
    allowed = Arrays.copyOf(counts, ids.size());
  }

  /** Number of n-grams of a length in a sequence. */
  static int total(int[] symbols, int n) {
    return Math.max(0, symbols.length - n + 1);
  }

  /** Matches per length 1 to {@code order} of a hypothesis. */
  long[] match(int[] symbols) {
    int[] left = allowed.clone();
    long[] matches = new long[order];
    for (int start = 0; start < symbols.length; start++) {
      Integer id = -1;
      for (int n = 1; n <= Math.min(order, symbols.length - start); n++) {
        id = ids.get(key(id, symbols[start + n - 1]));
        if (id == null) {
          break;
        }
        if (left[id]-- > 0) {
          matches[n - 1]++;
        }
      }
    }
    return matches;
  }

  private static long key(int prefix, int symbol) {
    return ((prefix + 1L) << 32) | symbol;
  }
}
