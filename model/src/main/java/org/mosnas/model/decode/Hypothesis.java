package org.mosnas.model.decode;

import java.util.Arrays;

/** One finished translation. */
public final class Hypothesis {
  private final int[] ids;
  private final double score;
  private final double logProbability;
  private final double[] tokenLogProbabilities;

  /**
   * Describes a translation; takes the arrays over.
   *
   * @param ids its tokens without {@code </s>}
   * @param score what it was ranked by
   * @param tokenLogProbabilities of every token and of {@code </s>}, in nats, {@code [ids + 1]}
   */
  Hypothesis(int[] ids, double score, double logProbability, double[] tokenLogProbabilities) {
    this.ids = ids;
    this.score = score;
    this.logProbability = logProbability;
    this.tokenLogProbabilities = tokenLogProbabilities;
  }

  /** Its tokens without {@code </s>}. */
  public int[] ids() {
    return ids.clone();
  }

  /** The log-probability normalised by length, as {@link DecodeSettings#score} does. */
  public double score() {
    return score;
  }

  /** Logarithm of its probability, {@code </s>} included, in nats. */
  public double logProbability() {
    return logProbability;
  }

  /**
   * Logarithms of the probability of every token and of {@code </s>}, {@code [ids + 1]}, in nats.
   */
  public double[] tokenLogProbabilities() {
    return tokenLogProbabilities.clone();
  }

  @Override
  public String toString() {
    return Arrays.toString(ids) + " " + score;
  }
}
