package org.mosnas.model.metric;

/**
 * A chrF score.
 *
 * @param score in [0, 100]
 * @param name {@code chrF2}, or {@code chrF2++} with words
 * @param signature what was computed; see {@link CorpusMetric#signature}
 */
public record ChrfScore(double score, String name, String signature) {
  /** The score with two decimals. */
  public String rounded() {
    return Decimals.fixed(score, 2);
  }

  /** Everything in a line, as sacreBLEU prints it. */
  @Override
  public String toString() {
    return name + "|" + signature + " = " + rounded();
  }
}
