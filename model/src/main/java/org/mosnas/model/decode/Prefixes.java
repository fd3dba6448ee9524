package org.mosnas.model.decode;

import java.util.Arrays;

/** All prefixes a search has visited, as a tree: a prefix is its last word and the one before. */
final class Prefixes {
  /** The prefix without words. */
  static final int EMPTY = -1;

  private int[] parents = new int[256];
  private int[] words = new int[256];
  private double[] logProbabilities = new double[256];
  private int size;

  void clear() {
    size = 0;
  }

  /**
   * Adds a prefix.
   *
   * @param parent the prefix it continues
   * @param logProbability of its last word, in nats
   * @return its place
   */
  int add(int parent, int word, double logProbability) {
    if (size == parents.length) {
      parents = Arrays.copyOf(parents, 2 * size);
      words = Arrays.copyOf(words, 2 * size);
      logProbabilities = Arrays.copyOf(logProbabilities, 2 * size);
    }
    parents[size] = parent;
    words[size] = word;
    logProbabilities[size] = logProbability;
    return size++;
  }

  /** The words of a prefix of {@code length} words. */
  int[] words(int node, int length) {
    int[] result = new int[length];
    for (int i = length - 1, at = node; i >= 0; i--, at = parents[at]) {
      result[i] = words[at];
    }
    return result;
  }

  /** Log-probabilities of the words of a prefix of {@code length} words, then {@code last}. */
  double[] logProbabilities(int node, int length, double last) {
    double[] result = new double[length + 1];
    result[length] = last;
    for (int i = length - 1, at = node; i >= 0; i--, at = parents[at]) {
      result[i] = logProbabilities[at];
    }
    return result;
  }
}
