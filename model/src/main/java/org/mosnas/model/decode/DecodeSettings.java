package org.mosnas.model.decode;

import java.io.Serializable;

/**
 * How to search for translations.
 *
 * @param beam hypotheses kept per sentence, at least 1; 1 is greedy search
 * @param lengthPenalty exponent of the length in a score, at least 0; 0 compares sums, 1 means
 * @param maxLengthFactor tokens a translation may have per source token, at least 0
 * @param maxLengthOffset tokens it may have besides, at least 0
 */
public record DecodeSettings(
    int beam, double lengthPenalty, double maxLengthFactor, int maxLengthOffset)
    implements Serializable {
  /**
   * The most tokens a sentence may have, {@code </s>} included: exported graphs know so many
   * positions, and every engine keeps to them, so that a sentence becomes the same on all.
   */
  public static final int MAX_TOKENS = 1024;

  /** HAT's limit on the length, whatever the source. */
  public static final int STANDARD_MAX_LENGTH = 200;

  /** Checks the ranges. */
  public DecodeSettings {
    require(beam >= 1, "beam must be at least 1, was " + beam);
    require(
        lengthPenalty >= 0 && Double.isFinite(lengthPenalty),
        "length-penalty must be at least 0, was " + lengthPenalty);
    require(
        maxLengthFactor >= 0 && Double.isFinite(maxLengthFactor),
        "max-length-factor must be at least 0, was " + maxLengthFactor);
    require(maxLengthOffset >= 0, "max-length-offset must be at least 0, was " + maxLengthOffset);
  }

  /** Greedy search with HAT's limit on the length. */
  public static DecodeSettings greedy() {
    return beam(1, 1);
  }

  /** Beam search with HAT's limit on the length; HAT uses 4 and 0.6 for WMT, 5 and 1 for IWSLT. */
  public static DecodeSettings beam(int beam, double lengthPenalty) {
    return new DecodeSettings(beam, lengthPenalty, 0, STANDARD_MAX_LENGTH);
  }

  /**
   * The most tokens a translation may have, not counting its {@code </s>}; at least 1, and with it
   * no more than {@link #MAX_TOKENS}.
   *
   * @param sourceLength tokens of the source, its {@code </s>} included
   */
  public int maxLength(int sourceLength) {
    double wanted = maxLengthFactor * sourceLength + maxLengthOffset;
    return (int) Math.max(1, Math.min(wanted, MAX_TOKENS - 1));
  }

  /**
   * What hypotheses are compared by: {@code logProbability / length^lengthPenalty}.
   *
   * @param logProbability sum over the tokens and {@code </s>}, in nats
   * @param length number of tokens, {@code </s>} included
   */
  public double score(double logProbability, int length) {
    return logProbability / Math.pow(length, lengthPenalty);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
