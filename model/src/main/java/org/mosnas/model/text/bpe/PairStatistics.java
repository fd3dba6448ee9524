package org.mosnas.model.text.bpe;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.mosnas.model.text.CodePoints;

/**
 * How often each pair of symbols occurs, with subword-nmt's pruning.
 *
 * <p>subword-nmt keeps two tables, the working one that {@code max} runs over and the full one that
 * rare pairs are moved to. Moving is not quite neutral (a pair that reappears after it was moved
 * overwrites its old count), so both tables are kept here with the same rules: the learned codes
 * are then the same to the last line. A queue with outdated entries replaces its scan for the
 * maximum.
 */
final class PairStatistics {
  private record Queued(long count, int pair) {}

  private final List<String> symbols;
  private final LongIntMap ids = new LongIntMap(-1);
  private int[] left = new int[1 << 12];
  private int[] right = new int[1 << 12];

  /** Counts of the working table, and which pairs are in it. */
  private long[] counts = new long[1 << 12];

  private boolean[] present = new boolean[1 << 12];

  /** Counts of the full table. */
  private long[] fullCounts = new long[1 << 12];

  /** The count with which a pair stands in the queue, 0 if it does not. */
  private long[] queued = new long[1 << 12];

  /** Pairs whose count may have outgrown their place in the queue. */
  private int[] grown = new int[1 << 12];

  private int grownSize;

  private final PriorityQueue<Queued> queue =
      new PriorityQueue<>(
          Comparator.comparingLong(Queued::count)
              .thenComparing(Queued::pair, this::comparePairs)
              .reversed());
  private int size;

  /** Counts pairs of the symbols of a list, which may grow. */
  PairStatistics(List<String> symbols) {
    this.symbols = symbols;
  }

  /** The number of a pair, given on first sight. */
  int id(int leftSymbol, int rightSymbol) {
    long key = LongIntMap.pair(leftSymbol, rightSymbol);
    int id = ids.get(key);
    if (id < 0) {
      id = size++;
      ids.put(key, id);
      if (id == left.length) {
        grow(2 * id);
      }
      left[id] = leftSymbol;
      right[id] = rightSymbol;
    }
    return id;
  }

  int left(int pair) {
    return left[pair];
  }

  int right(int pair) {
    return right[pair];
  }

  long count(int pair) {
    return counts[pair];
  }

  /** Adds to the count of a pair, which enters the working table if it is not in it. */
  void add(int pair, long amount) {
    set(pair, (present[pair] ? counts[pair] : 0) + amount);
  }

  void set(int pair, long count) {
    present[pair] = true;
    counts[pair] = count;
    if (count > queued[pair]) {
      if (grownSize == grown.length) {
        grown = Arrays.copyOf(grown, 2 * grownSize);
      }
      grown[grownSize++] = pair;
    }
  }

  /** Ends the counting of the text: the full table becomes a copy of the working one. */
  void snapshot() {
    System.arraycopy(counts, 0, fullCounts, 0, size);
  }

  /** The pair that occurs most often, of equals the one that sorts last; -1 if none occurs. */
  int best() {
    for (int i = 0; i < grownSize; i++) {
      enqueue(grown[i]);
    }
    grownSize = 0;
    while (!queue.isEmpty()) {
      Queued top = queue.peek();
      int pair = top.pair;
      if (present[pair] && counts[pair] == top.count) {
        return pair;
      }
      queue.poll();
      if (queued[pair] == top.count) {
        queued[pair] = 0;
        enqueue(pair);
      }
    }
    return -1;
  }

  /** Moves pairs that occur less often than {@code threshold} to the full table. */
  void prune(double threshold) {
    for (int pair = 0; pair < size; pair++) {
      if (present[pair] && counts[pair] < threshold) {
        present[pair] = false;
        fullCounts[pair] = counts[pair] < 0 ? fullCounts[pair] + counts[pair] : counts[pair];
      }
    }
  }

  /** Makes the working table a copy of the full one. */
  void restore() {
    queue.clear();
    Arrays.fill(queued, 0);
    grownSize = 0;
    for (int pair = 0; pair < size; pair++) {
      set(pair, fullCounts[pair]);
    }
  }

  private void enqueue(int pair) {
    if (present[pair] && counts[pair] > queued[pair]) {
      queued[pair] = counts[pair];
      queue.add(new Queued(counts[pair], pair));
    }
  }

  private int comparePairs(int a, int b) {
    int byLeft = CodePoints.compare(symbols.get(left[a]), symbols.get(left[b]));
    return byLeft != 0 ? byLeft : CodePoints.compare(symbols.get(right[a]), symbols.get(right[b]));
  }

  private void grow(int capacity) {
    left = Arrays.copyOf(left, capacity);
    right = Arrays.copyOf(right, capacity);
    counts = Arrays.copyOf(counts, capacity);
    present = Arrays.copyOf(present, capacity);
    fullCounts = Arrays.copyOf(fullCounts, capacity);
    queued = Arrays.copyOf(queued, capacity);
  }
}
