package org.mosnas.model.metric;

import org.mosnas.model.text.Whitespace;

/**
 * chrF2 by the defaults of sacreBLEU, after Popović (2015), <a
 * href="https://aclanthology.org/W15-3049">paper</a>.
 *
 * <p>The F score of n-grams of one to six characters, white space left out, with recall twice as
 * important as precision. Counts per length are the n-grams of the hypothesis, those of the
 * reference, and the matches.
 */
public final class Chrf implements CorpusMetric {
  private static final int ORDER = 6;
  private static final int BETA = 2;

  @Override
  public String signature() {
    return "nrefs:1|case:mixed|eff:yes|nc:" + ORDER + "|nw:0|space:no|version:" + VERSION;
  }

  @Override
  public long[] statistics(String hypothesis, String reference) {
    int[] characters = characters(hypothesis);
    int[] expected = characters(reference);
    long[] matches = new NgramMatcher(expected, ORDER).match(characters);
    long[] counts = new long[3 * ORDER];
    for (int n = 1; n <= ORDER; n++) {
      int at = 3 * (n - 1);
      long inReference = NgramMatcher.total(expected, n);
      counts[at] = inReference == 0 ? 0 : NgramMatcher.total(characters, n);
      counts[at + 1] = inReference;
      counts[at + 2] = matches[n - 1];
    }
    return counts;
  }

  /** The F score of mean precision and mean recall over the lengths that both sides have. */
  @Override
  public double value(long[] summed) {
    double precision = 0;
    double recall = 0;
    int lengths = 0;
    for (int at = 0; at < summed.length; at += 3) {
      if (summed[at] > 0 && summed[at + 1] > 0) {
        precision += (double) summed[at + 2] / summed[at];
        recall += (double) summed[at + 2] / summed[at + 1];
        lengths++;
      }
    }
    return precision + recall == 0 ? 0 : 100 * fScore(precision / lengths, recall / lengths);
  }

  private static double fScore(double precision, double recall) {
    int factor = BETA * BETA;
    return (1 + factor) * precision * recall / (factor * precision + recall);
  }

  private static int[] characters(String line) {
    return line.codePoints().filter(c -> !Whitespace.isSpace(c)).toArray();
  }
}
