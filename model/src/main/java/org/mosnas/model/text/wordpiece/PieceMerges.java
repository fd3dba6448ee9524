package org.mosnas.model.text.wordpiece;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.mosnas.model.text.CodePoints;

/**
 * Words as pieces that grow together. Counts of pairs are kept up to date through lists of the
 * words that have a pair, so a merge costs what it changes. Not thread-safe.
 */
final class PieceMerges {
  /** A pair as it stood in the queue when it had that count. */
  private record Queued(long count, Pair pair) {}

  /** Two pieces side by side, and the words that may have them; a word may be listed twice. */
  private static final class Pair {
    private final int left;
    private final int right;
    private long count;
    private boolean grown;
    private int[] words = new int[2];
    private int size;

    Pair(int left, int right) {
      this.left = left;
      this.right = right;
    }

    void list(int word) {
      if (size > 0 && words[size - 1] == word) {
        return;
      }
      if (size == words.length) {
        words = Arrays.copyOf(words, 2 * size);
      }
      words[size++] = word;
    }

    int[] takeWords() {
      int[] taken = Arrays.copyOf(words, size);
      words = new int[2];
      size = 0;
      return taken;
    }
  }

  private final List<String> pieces = new ArrayList<>();
  private final Map<String, Integer> pieceIds = new HashMap<>();
  private final Map<Long, Pair> pairs = new HashMap<>();
  private final PriorityQueue<Queued> queue =
      new PriorityQueue<>(
          Comparator.comparingLong(Queued::count)
              .reversed()
              .thenComparing(Queued::pair, this::compare));
  private final List<Pair> grown = new ArrayList<>();
  private final int[][] words;
  private final long[] counts;

  /** Takes words of single characters, and how often each occurs. */
  PieceMerges(List<Map.Entry<String, Long>> wordCounts) {
    words = new int[wordCounts.size()][];
    counts = new long[words.length];
    int next = 0;
    for (Map.Entry<String, Long> entry : wordCounts) {
      words[next] = characters(entry.getKey());
      counts[next] = entry.getValue();
      for (int i = 0; i + 1 < words[next].length; i++) {
        add(pair(words[next], i), next);
      }
      next++;
    }
    queueGrown();
  }

  /** Merges the most frequent pair; the piece that comes of it, empty if none is so frequent. */
  String next(long minCount) {
    while (!queue.isEmpty()) {
      Queued top = queue.poll();
      Pair pair = top.pair;
      if (pair.count < minCount || pair.count > top.count) {
        continue; // Too rare, or it grew and stands further up as well.
      }
      if (pair.count < top.count) {
        queue.add(new Queued(pair.count, pair));
        continue;
      }
      return merge(pair);
    }
    return "";
  }

  private String merge(Pair pair) {
    String token =
        pieces.get(pair.left)
            + pieces.get(pair.right).substring(WordPieceVocabulary.CONTINUATION.length());
    int merged = intern(token);
    for (int word : pair.takeWords()) {
      int[] before = words[word];
      int[] after = replace(before, pair, merged);
      if (after.length < before.length) {
        recount(word, before, after, merged);
      }
    }
    queueGrown();
    return token;
  }

  /** Takes away the pairs that a merge has changed, and adds those that came of it. */
  private void recount(int word, int[] before, int[] after, int merged) {
    words[word] = after;
    int same = 0;
    while (before[same] == after[same]) {
      same++;
    }
    int tail = 0;
    while (tail < after.length - same - 1
        && before[before.length - 1 - tail] == after[after.length - 1 - tail]) {
      tail++;
    }
    int first = Math.max(0, same - 1);
    for (int i = first; i < Math.min(before.length - tail, before.length - 1); i++) {
      pair(before, i).count -= counts[word];
    }
    for (int i = first; i < Math.min(after.length - tail, after.length - 1); i++) {
      Pair pair = pair(after, i);
      if (after[i] == merged || after[i + 1] == merged) {
        add(pair, word);
      } else {
        pair.count += counts[word];
      }
    }
  }

  /** Counts a pair of a word that is new there. */
  private void add(Pair pair, int word) {
    pair.count += counts[word];
    pair.list(word);
    if (!pair.grown) {
      pair.grown = true;
      grown.add(pair);
    }
  }

  private void queueGrown() {
    for (Pair pair : grown) {
      pair.grown = false;
      queue.add(new Queued(pair.count, pair));
    }
    grown.clear();
  }

  private static int[] replace(int[] word, Pair pair, int merged) {
    int[] replaced = new int[word.length];
    int length = 0;
    for (int i = 0; i < word.length; i++) {
      boolean match = i + 1 < word.length && word[i] == pair.left && word[i + 1] == pair.right;
      replaced[length++] = match ? merged : word[i];
      i += match ? 1 : 0;
    }
    return Arrays.copyOf(replaced, length);
  }

  private int[] characters(String word) {
    int[] characters = word.codePoints().toArray();
    int[] ids = new int[characters.length];
    for (int i = 0; i < ids.length; i++) {
      String prefix = i == 0 ? "" : WordPieceVocabulary.CONTINUATION;
      ids[i] = intern(prefix + Character.toString(characters[i]));
    }
    return ids;
  }

  private int intern(String piece) {
    return pieceIds.computeIfAbsent(
        piece,
        added -> {
          pieces.add(added);
          return pieces.size() - 1;
        });
  }

  private Pair pair(int[] word, int at) {
    long key = ((long) word[at] << 32) | word[at + 1];
    return pairs.computeIfAbsent(key, added -> new Pair(word[at], word[at + 1]));
  }

  private int compare(Pair a, Pair b) {
    int byLeft = CodePoints.compare(pieces.get(a.left), pieces.get(b.left));
    return byLeft != 0 ? byLeft : CodePoints.compare(pieces.get(a.right), pieces.get(b.right));
  }
}
