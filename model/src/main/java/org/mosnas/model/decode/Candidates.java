package org.mosnas.model.decode;

/**
 * The best continuations of the prefixes of one sentence, best first.
 *
 * <p>Of equally good ones, that which was offered first comes first: rows are to be offered in
 * order, and the words of a row best first, those of equal score by their ids.
 */
final class Candidates {
  private final double[] logProbabilities;
  private final double[] wordLogProbabilities;
  private final int[] rows;
  private final int[] words;
  private int count;

  Candidates(int capacity) {
    this.logProbabilities = new double[capacity];
    this.wordLogProbabilities = new double[capacity];
    this.rows = new int[capacity];
    this.words = new int[capacity];
  }

  void clear() {
    count = 0;
  }

  /**
   * Offers a continuation.
   *
   * @return whether it was taken; if not, nothing that is worse will be
   */
  boolean offer(int row, int word, double rowLogProbability, double wordLogProbability) {
    double total = rowLogProbability + wordLogProbability;
    if (count == rows.length && !(total > logProbabilities[count - 1])) {
      return false;
    }
    int to = count < rows.length ? count++ : count - 1;
    for (; to > 0 && total > logProbabilities[to - 1]; to--) {
      logProbabilities[to] = logProbabilities[to - 1];
      wordLogProbabilities[to] = wordLogProbabilities[to - 1];
      rows[to] = rows[to - 1];
      words[to] = words[to - 1];
    }
    logProbabilities[to] = total;
    wordLogProbabilities[to] = wordLogProbability;
    rows[to] = row;
    words[to] = word;
    return true;
  }

  int count() {
    return count;
  }

  int row(int rank) {
    return rows[rank];
  }

  int word(int rank) {
    return words[rank];
  }

  /** Of the prefix and the word, in nats. */
  double logProbability(int rank) {
    return logProbabilities[rank];
  }

  /** Of the word alone, in nats. */
  double wordLogProbability(int rank) {
    return wordLogProbabilities[rank];
  }
}
