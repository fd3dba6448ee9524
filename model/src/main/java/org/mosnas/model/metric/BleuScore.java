package org.mosnas.model.metric;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A BLEU score and what it is made of.
 *
 * @param score in [0, 100]
 * @param precisions smoothed precisions of n-grams of 1, 2 … words, in percent
 * @param brevityPenalty factor in [0, 1] for translations shorter than their references
 * @param systemLength words of all hypotheses
 * @param referenceLength words of the references closest in length
 * @param matches n-grams found in a reference, before smoothing
 * @param totals n-grams of the hypotheses, before smoothing
 * @param signature what was computed; see {@link CorpusMetric#signature}
 */
public record BleuScore(
    double score,
    List<Double> precisions,
    double brevityPenalty,
    long systemLength,
    long referenceLength,
    List<Long> matches,
    List<Long> totals,
    String signature) {
  /** Copies the lists. */
  public BleuScore {
    precisions = List.copyOf(precisions);
    matches = List.copyOf(matches);
    totals = List.copyOf(totals);
  }

  /** The score with two decimals. */
  public String rounded() {
    return Decimals.fixed(score, 2);
  }

  /** Everything in a line, as sacreBLEU prints it. */
  @Override
  public String toString() {
    double ratio = referenceLength == 0 ? 0 : (double) systemLength / referenceLength;
    return "BLEU|"
        + signature
        + " = "
        + rounded()
        + " "
        + precisions.stream().map(p -> Decimals.fixed(p, 1)).collect(Collectors.joining("/"))
        + " (BP = "
        + Decimals.fixed(brevityPenalty, 3)
        + " ratio = "
        + Decimals.fixed(ratio, 3)
        + " hyp_len = "
        + systemLength
        + " ref_len = "
        + referenceLength
        + ")";
  }
}
