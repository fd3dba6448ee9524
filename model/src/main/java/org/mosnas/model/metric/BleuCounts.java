package org.mosnas.model.metric;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The counts behind BLEU, after Papineni et al. (2002), <a
 * href="https://aclanthology.org/P02-1040">paper</a>.
 *
 * <p>An array of ten: words of the hypothesis, words of the reference closest in length, matching
 * n-grams of 1 to 4 words, n-grams of 1 to 4 words.
 */
final class BleuCounts {
  static final int ORDER = 4;

  private static final int MATCHES = 2;
  private static final int TOTALS = MATCHES + ORDER;

  /** The logarithm that stands for that of 0. */
  private static final double LOG_ZERO = -9999999999.0;

  private BleuCounts() {}

  /**
   * Counts one sentence.
   *
   * @param neverMatching a word of the references that matches nothing, or null
   */
  static long[] of(List<String> hypothesis, List<List<String>> references, String neverMatching) {
    if (references.isEmpty()) {
      throw new IllegalArgumentException("no reference for '" + hypothesis + "'");
    }
    Map<String, Integer> symbols = new HashMap<>();
    NgramMatcher matcher = new NgramMatcher(ORDER);
    for (List<String> reference : references) {
      matcher.addReference(number(reference, symbols, neverMatching));
    }
    int[] numbers = number(hypothesis, symbols, null);
    long[] counts = new long[TOTALS + ORDER];
    counts[0] = numbers.length;
    counts[1] = closest(numbers.length, references);
    System.arraycopy(matcher.match(numbers), 0, counts, MATCHES, ORDER);
    for (int n = 1; n <= ORDER; n++) {
      counts[TOTALS + n - 1] = NgramMatcher.total(numbers, n);
    }
    return counts;
  }

  /**
   * Computes the score.
   *
   * @param effectiveOrder whether lengths of which there are no n-grams are left out
   */
  static BleuScore score(
      long[] counts, Smoothing smoothing, boolean effectiveOrder, String signature) {
    double brevity = brevityPenalty(counts[0], counts[1]);
    double[] precisions = new double[ORDER];
    double score = 0;
    if (LongStream.of(counts).skip(MATCHES).limit(ORDER).anyMatch(matches -> matches > 0)) {
      int present = precisions(counts, smoothing, precisions);
      int order = effectiveOrder ? present : ORDER;
      double logs = 0;
      for (int n = 0; n < order; n++) {
        logs += precisions[n] == 0 ? LOG_ZERO : Math.log(precisions[n]);
      }
      score = brevity * Math.exp(logs / order);
    }
    return new BleuScore(
        score,
        List.of(precisions[0], precisions[1], precisions[2], precisions[3]),
        brevity,
        counts[0],
        counts[1],
        slice(counts, MATCHES),
        slice(counts, TOTALS),
        signature);
  }

  /** Fills in precisions; returns the number of lengths of which there are n-grams. */
  private static int precisions(long[] counts, Smoothing smoothing, double[] precisions) {
    double halving = 1;
    for (int n = 0; n < ORDER; n++) {
      boolean added = smoothing.kind() == Smoothing.Kind.ADD_K && n > 0;
      double matches = counts[MATCHES + n] + (added ? smoothing.value() : 0);
      double total = counts[TOTALS + n] + (added ? smoothing.value() : 0);
      if (total == 0) {
        return n;
      }
      if (matches > 0) {
        precisions[n] = 100.0 * matches / total;
      } else if (smoothing.kind() == Smoothing.Kind.EXP) {
        halving *= 2;
        precisions[n] = 100.0 / (halving * total);
      } else if (smoothing.kind() == Smoothing.Kind.FLOOR) {
        precisions[n] = 100.0 * smoothing.value() / total;
      }
    }
    return ORDER;
  }

  private static double brevityPenalty(long systemLength, long referenceLength) {
    if (systemLength >= referenceLength) {
      return 1;
    }
    return systemLength == 0 ? 0 : Math.exp(1 - (double) referenceLength / systemLength);
  }

  /** The reference length closest to the hypothesis's, the smaller of two equally close. */
  private static int closest(int length, List<List<String>> references) {
    int closest = references.get(0).size();
    for (List<String> reference : references) {
      int difference =
          Integer.compare(Math.abs(reference.size() - length), Math.abs(closest - length));
      if (difference < 0 || (difference == 0 && reference.size() < closest)) {
        closest = reference.size();
      }
    }
    return closest;
  }

  private static int[] number(
      List<String> words, Map<String, Integer> symbols, String neverMatching) {
    int[] numbers = new int[words.size()];
    for (int i = 0; i < numbers.length; i++) {
      // 0 is the number of no word of a hypothesis.
      String word = words.get(i);
      numbers[i] =
          word.equals(neverMatching) ? 0 : symbols.computeIfAbsent(word, w -> symbols.size() + 1);
    }
    return numbers;
  }

  private static List<Long> slice(long[] counts, int from) {
    List<Long> slice = new ArrayList<>(ORDER);
    for (int i = from; i < from + ORDER; i++) {
      slice.add(counts[i]);
    }
    return slice;
  }
}
