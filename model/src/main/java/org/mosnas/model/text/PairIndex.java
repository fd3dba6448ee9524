package org.mosnas.model.text;

import java.util.Arrays;

/**
 * In which words each pair of symbols occurs, and how often.
 *
 * <p>The list of words of a pair only grows until the pair is merged; a word whose count fell to
 * zero stays in it.
 */
final class PairIndex {
  private static final int ABSENT = Integer.MIN_VALUE;

  private final LongIntMap occurrences = new LongIntMap(ABSENT);
  private int[][] wordsOf = new int[1 << 12][];
  private int[] sizes = new int[1 << 12];

  /** Adds to the number of occurrences of a pair in a word. */
  void add(int pair, int word, int amount) {
    long key = LongIntMap.pair(pair, word);
    if (!occurrences.addIfPresent(key, amount)) {
      occurrences.put(key, amount);
      list(pair, word);
    }
  }

  /** The words in which the pair occurs at least once; forgets them. */
  int[] take(int pair) {
    if (pair >= wordsOf.length || wordsOf[pair] == null) {
      return new int[0];
    }
    int[] words = wordsOf[pair];
    int count = 0;
    for (int i = 0; i < sizes[pair]; i++) {
      long key = LongIntMap.pair(pair, words[i]);
      if (occurrences.put(key, ABSENT) > 0) {
        words[count++] = words[i];
      }
    }
    wordsOf[pair] = null;
    sizes[pair] = 0;
    return Arrays.copyOf(words, count);
  }

  private void list(int pair, int word) {
    if (pair >= wordsOf.length) {
      int capacity = Math.max(pair + 1, 2 * wordsOf.length);
      wordsOf = Arrays.copyOf(wordsOf, capacity);
      sizes = Arrays.copyOf(sizes, capacity);
    }
    if (wordsOf[pair] == null) {
      wordsOf[pair] = new int[2];
    } else if (sizes[pair] == wordsOf[pair].length) {
      wordsOf[pair] = Arrays.copyOf(wordsOf[pair], 2 * sizes[pair]);
    }
    wordsOf[pair][sizes[pair]++] = word;
  }
}
