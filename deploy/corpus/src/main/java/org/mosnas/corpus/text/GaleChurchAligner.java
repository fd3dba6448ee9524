package org.mosnas.corpus.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.mosnas.corpus.text.ParallelCorpus.TranslatedSentence;

/**
 * Aligns the sentences of two translations by their lengths alone.
 *
 * <p>Dynamic programming over the six kinds of beads of Gale and Church, "A Program for Aligning
 * Sentences in Bilingual Corpora", Computational Linguistics 19(1), 1993: the target length of a
 * bead is taken as normal around {@code ratio} times its source length with a variance proportional
 * to the length, and beads that are not 1:1 cost what their rarity says.
 */
final class GaleChurchAligner {
  /**
   * Sentences {@code sourceFrom} (inclusive) to {@code sourceTo} (exclusive) translate to {@code
   * targetFrom} to {@code targetTo}; one side may be empty.
   */
  record Bead(int sourceFrom, int sourceTo, int targetFrom, int targetTo) {
    /** Whether a side is empty: sentences without a counterpart. */
    boolean unmatched() {
      return sourceFrom == sourceTo || targetFrom == targetTo;
    }
  }

  private enum Kind {
    ONE_ONE(1, 1, 0),
    ONE_NONE(1, 0, 450),
    NONE_ONE(0, 1, 450),
    TWO_ONE(2, 1, 230),
    ONE_TWO(1, 2, 230),
    TWO_TWO(2, 2, 440);

    private final int source;
    private final int target;

    /** -100 ln(P(kind) / P(1:1)), from the paper's table of hand-aligned text. */
    private final double penalty;

    Kind(int source, int target, double penalty) {
      this.source = source;
      this.target = target;
      this.penalty = penalty;
    }
  }

  /** Variance of the target length per source character, from the paper. */
  private static final double VARIANCE = 6.8;

  /** Cost where the normal tail vanishes, from the paper's program. */
  private static final double FARTHEST = 2500;

  /** Standard deviations up to which a pair in order is believed. */
  private static final double FITS = 3.5;

  private final double ratio;

  /**
   * An aligner for a language pair.
   *
   * @param ratio target characters per source character over the whole corpus; positive
   */
  GaleChurchAligner(double ratio) {
    if (!(ratio > 0) || Double.isInfinite(ratio)) {
      throw new IllegalArgumentException("ratio must be positive and finite, was " + ratio);
    }
    this.ratio = ratio;
  }

  /**
   * Pairs the sentences of a paragraph with those of its translation.
   *
   * <p>Where both sides have the same number of sentences and each fits its counterpart in length,
   * they are paired in order; otherwise the beads decide, and sentences they leave alone are
   * dropped.
   *
   * @param drops where sentences without a counterpart are counted, one for each bead
   * @return pairs in the order of the text
   */
  List<TranslatedSentence> pairs(List<String> sources, List<String> targets, Drops drops) {
    List<TranslatedSentence> pairs = new ArrayList<>();
    if (fitInOrder(sources, targets)) {
      for (int i = 0; i < sources.size(); i++) {
        pairs.add(new TranslatedSentence(sources.get(i), targets.get(i)));
      }
      return pairs;
    }
    for (Bead bead : align(sources, targets)) {
      if (bead.unmatched()) {
        drops.add(Drops.Reason.UNALIGNED);
      } else {
        pairs.add(
            new TranslatedSentence(
                String.join(" ", sources.subList(bead.sourceFrom(), bead.sourceTo())),
                String.join(" ", targets.subList(bead.targetFrom(), bead.targetTo()))));
      }
    }
    return pairs;
  }

  private boolean fitInOrder(List<String> sources, List<String> targets) {
    if (sources.size() != targets.size()) {
      return false;
    }
    if (sources.size() == 1) {
      return true;
    }
    for (int i = 0; i < sources.size(); i++) {
      if (deviation(sources.get(i).length(), targets.get(i).length()) > FITS) {
        return false;
      }
    }
    return true;
  }

  /**
   * Aligns two sequences of sentences.
   *
   * @param source sentences of the source
   * @param target sentences of the target
   * @return beads of least total cost, in order, covering every sentence once
   */
  List<Bead> align(List<String> source, List<String> target) {
    int[] sourceSums = sums(source);
    int[] targetSums = sums(target);
    int rows = source.size() + 1;
    int columns = target.size() + 1;
    double[][] cost = new double[rows][columns];
    Kind[][] last = new Kind[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = i == 0 ? 1 : 0; j < columns; j++) {
        cost[i][j] = Double.POSITIVE_INFINITY;
        for (Kind kind : Kind.values()) {
          if (i < kind.source || j < kind.target) {
            continue;
          }
          double candidate =
              cost[i - kind.source][j - kind.target]
                  + kind.penalty
                  + lengthCost(
                      sourceSums[i] - sourceSums[i - kind.source],
                      targetSums[j] - targetSums[j - kind.target]);
          if (candidate < cost[i][j]) {
            cost[i][j] = candidate;
            last[i][j] = kind;
          }
        }
      }
    }
    return trace(last, source.size(), target.size());
  }

  /**
   * How many standard deviations the target length is away from the expected one.
   *
   * @param sourceLength characters; not negative
   * @param targetLength characters; not negative
   * @return not negative; 0 for two empty sides
   */
  double deviation(int sourceLength, int targetLength) {
    if (sourceLength == 0 && targetLength == 0) {
      return 0;
    }
    double mean = (sourceLength + targetLength / ratio) / 2;
    return Math.abs(sourceLength * ratio - targetLength) / (ratio * Math.sqrt(VARIANCE * mean));
  }

  private double lengthCost(int sourceLength, int targetLength) {
    if (sourceLength == 0 || targetLength == 0) {
      return 0;
    }
    double tail = 2 * upperTail(deviation(sourceLength, targetLength));
    return tail > 0 ? Math.min(FARTHEST, -100 * Math.log(tail)) : FARTHEST;
  }

  /** P(Z &gt; z) of the standard normal: Abramowitz and Stegun 26.2.17, error below 7.5e-8. */
  private static double upperTail(double z) {
    double t = 1 / (1 + 0.2316419 * z);
    double polynomial =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return 0.3989423 * Math.exp(-z * z / 2) * polynomial;
  }

  private static int[] sums(List<String> sentences) {
    int[] sums = new int[sentences.size() + 1];
    for (int i = 0; i < sentences.size(); i++) {
      String sentence = sentences.get(i);
      sums[i + 1] = sums[i] + sentence.codePointCount(0, sentence.length());
    }
    return sums;
  }

  private static List<Bead> trace(Kind[][] last, int sources, int targets) {
    List<Bead> beads = new ArrayList<>();
    int i = sources;
    int j = targets;
    while (i > 0 || j > 0) {
      Kind kind = last[i][j];
      beads.add(new Bead(i - kind.source, i, j - kind.target, j));
      i -= kind.source;
      j -= kind.target;
    }
    Collections.reverse(beads);
    return beads;
  }
}
