package org.mosnas.model.decode;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The prefixes that a search goes on with: the rows of one step.
 *
 * <p>The rows of a sentence follow one another, best first, and sentences keep their order.
 * Refilled by the search after every step; others only read it, and only during that step.
 */
public final class Frontier {
  private int step;
  private int rows;
  private int[] parents = new int[16];
  private int[] tokens = new int[16];
  private int[] sentences = new int[16];
  private int[] nodes = new int[16];
  private double[] logProbabilities = new double[16];

  Frontier() {}

  /** Number of tokens appended in earlier steps: the position of the tokens of this one. */
  public int step() {
    return step;
  }

  /** Number of prefixes. */
  public int rows() {
    return rows;
  }

  /** Row that the prefix had before {@link #token} was appended; at step 0, its sentence. */
  public int parent(int row) {
    return parents[row];
  }

  /** Last token of the prefix; at step 0, {@code </s>}. */
  public int token(int row) {
    return tokens[row];
  }

  /** Sentence of the prefix, counted from 0 over the whole batch. */
  public int sentence(int row) {
    return sentences[row];
  }

  /** The first row after {@code row} of another sentence, or {@link #rows()}. */
  public int endOfSentence(int row) {
    int end = row + 1;
    while (end < rows && sentences[end] == sentences[row]) {
      end++;
    }
    return end;
  }

  /** The last tokens, {@code [rows]}. */
  public int[] tokens() {
    return Arrays.copyOf(tokens, rows);
  }

  /** The sentences that have rows, in order. */
  public int[] activeSentences() {
    return IntStream.range(0, rows).filter(this::isFirst).map(this::sentence).toArray();
  }

  /** How many rows each of {@link #activeSentences()} has. */
  public int[] rowsPerSentence() {
    return IntStream.range(0, rows)
        .filter(this::isFirst)
        .map(row -> endOfSentence(row) - row)
        .toArray();
  }

  private boolean isFirst(int row) {
    return row == 0 || sentences[row - 1] != sentences[row];
  }

  /** Place of the prefix in the tree of the search. */
  int node(int row) {
    return nodes[row];
  }

  /** Logarithm of the probability of the prefix, in nats. */
  double logProbability(int row) {
    return logProbabilities[row];
  }

  void clear(int newStep) {
    step = newStep;
    rows = 0;
  }

  void add(int parent, int token, int sentence, int node, double logProbability) {
    if (rows == parents.length) {
      grow(2 * rows);
    }
    parents[rows] = parent;
    tokens[rows] = token;
    sentences[rows] = sentence;
    nodes[rows] = node;
    logProbabilities[rows] = logProbability;
    rows++;
  }

  private void grow(int capacity) {
    parents = Arrays.copyOf(parents, capacity);
    tokens = Arrays.copyOf(tokens, capacity);
    sentences = Arrays.copyOf(sentences, capacity);
    nodes = Arrays.copyOf(nodes, capacity);
    logProbabilities = Arrays.copyOf(logProbabilities, capacity);
  }
}
