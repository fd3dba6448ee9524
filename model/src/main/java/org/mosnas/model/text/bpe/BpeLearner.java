package org.mosnas.model.text.bpe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mosnas.model.text.Whitespace;

/**
 * Learns a byte pair encoding from word counts, with the same result as subword-nmt's {@code
 * learn-bpe}.
 *
 * <p>Each step merges the most frequent pair of neighbouring symbols; of equally frequent pairs the
 * one that sorts last by code points. Pair counts are kept up to date through an index from pairs
 * to words, so a step costs what it changes. The order of the map does not matter.
 *
 * @implNote Corners of subword-nmt that can only be seen in words with runs of one character
 *     (symbols reached in two ways are counted twice) are kept.
 */
public final class BpeLearner {
  private final List<String> symbols = new ArrayList<>();
  private final Map<String, Integer> symbolIds = new HashMap<>();
  private final PairStatistics pairs = new PairStatistics(symbols);
  private final PairIndex index = new PairIndex();
  private final int[][] words;
  private final long[] frequencies;

  private BpeLearner(Map<String, Long> wordCounts) {
    words = new int[wordCounts.size()][];
    frequencies = new long[words.length];
    int word = 0;
    for (Map.Entry<String, Long> entry : wordCounts.entrySet()) {
      words[word] = symbolsOf(entry.getKey());
      frequencies[word++] = entry.getValue();
    }
  }

  /**
   * Learns codes of version 0.2.
   *
   * @param wordCounts words, which contain no white space, and how often each occurs
   * @param merges largest number of merges, from 0
   * @param minFrequency learning stops when no pair occurs so often; from 1
   */
  public static BpeCodes learn(Map<String, Long> wordCounts, int merges, long minFrequency) {
    if (merges < 0 || minFrequency < 1) {
      throw new IllegalArgumentException("merges " + merges + ", minFrequency " + minFrequency);
    }
    return new BpeCodes(
        BpeCodes.Version.V0_2, new BpeLearner(wordCounts).merges(merges, minFrequency));
  }

  private int[] symbolsOf(String word) {
    if (word.isEmpty() || word.codePoints().anyMatch(Whitespace::isSpace)) {
      throw new IllegalArgumentException("word '" + word + "' is empty or contains white space");
    }
    int[] characters = word.codePoints().toArray();
    int[] ids = new int[characters.length];
    for (int i = 0; i < ids.length; i++) {
      String character = Character.toString(characters[i]);
      ids[i] = intern(i < ids.length - 1 ? character : character + BpeCodes.END_OF_WORD);
    }
    return ids;
  }

  private int intern(String symbol) {
    return symbolIds.computeIfAbsent(
        symbol,
        added -> {
          symbols.add(added);
          return symbols.size() - 1;
        });
  }

  private List<BpeCodes.Merge> merges(int limit, long minFrequency) {
    countPairs();
    List<BpeCodes.Merge> merges = new ArrayList<>();
    int best = pairs.best();
    if (best < 0) {
      return merges;
    }
    double threshold = pairs.count(best) / 10.0;
    for (int step = 0; step < limit; step++) {
      best = pairs.best();
      if (best < 0 || (step > 0 && pairs.count(best) < threshold)) {
        pairs.prune(threshold);
        pairs.restore();
        best = pairs.best();
        if (best < 0) {
          break;
        }
        threshold = pairs.count(best) * step / (step + 10000.0);
        pairs.prune(threshold);
      }
      if (pairs.count(best) < minFrequency) {
        break;
      }
      merges.add(merge(best));
      if (step % 100 == 0) {
        pairs.prune(threshold);
      }
    }
    return merges;
  }

  private void countPairs() {
    for (int word = 0; word < words.length; word++) {
      for (int i = 0; i + 1 < words[word].length; i++) {
        change(word, words[word], i, 1);
      }
    }
    pairs.snapshot();
  }

  /** Merges a pair everywhere and brings counts and index up to date. */
  private BpeCodes.Merge merge(int pair) {
    int left = pairs.left(pair);
    int right = pairs.right(pair);
    int merged = intern(symbols.get(left) + symbols.get(right));
    for (int word : index.take(pair)) {
      int[] before = words[word];
      words[word] = replace(before, left, right, merged);
      removeAround(word, before, left, right);
      addAround(word, words[word], merged);
    }
    pairs.set(pair, 0);
    return new BpeCodes.Merge(symbols.get(left), symbols.get(right));
  }

  private static int[] replace(int[] word, int left, int right, int merged) {
    int[] replaced = new int[word.length];
    int length = 0;
    int i = 0;
    while (i < word.length) {
      boolean match = i + 1 < word.length && word[i] == left && word[i + 1] == right;
      replaced[length++] = match ? merged : word[i];
      i += match ? 2 : 1;
    }
    return Arrays.copyOf(replaced, length);
  }

  /** Takes away the pairs that the symbols of each merged pair formed with their neighbours. */
  private void removeAround(int word, int[] before, int left, int right) {
    int last = before.length - 1;
    int i = 0;
    while (i < last) {
      if (before[i] != left || before[i + 1] != right) {
        i++;
        continue;
      }
      if (i > 0) {
        change(word, before, i - 1, -1);
      }
      // Of A B C B C the pair C B goes with the second B C.
      boolean another = i + 3 <= last && before[i + 2] == left && before[i + 3] == right;
      if (i + 2 <= last && !another) {
        change(word, before, i + 1, -1);
      }
      i += 2;
    }
  }

  /** Adds the pairs that each merged symbol forms with its neighbours. */
  private void addAround(int word, int[] after, int merged) {
    for (int i = 0; i < after.length; i++) {
      if (after[i] != merged) {
        continue;
      }
      if (i > 0) {
        change(word, after, i - 1, 1);
      }
      // Of BC BC the pair goes with the second.
      if (i + 1 < after.length && after[i + 1] != merged) {
        change(word, after, i, 1);
      }
    }
  }

  private void change(int word, int[] ids, int at, int sign) {
    int pair = pairs.id(ids[at], ids[at + 1]);
    pairs.add(pair, sign * frequencies[word]);
    index.add(pair, word, sign);
  }

  /**
   * In which words each pair of symbols occurs, and how often.
   *
   * <p>The list of words of a pair only grows until the pair is merged; a word whose count fell to
   * zero stays in it.
   */
  private static final class PairIndex {
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
}
