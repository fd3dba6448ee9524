package org.mosnas.model.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * A score of a corpus that is a function of summed sentence counts.
 *
 * <p>Implementations are immutable.
 */
public interface CorpusMetric {
  /**
   * Version of the scoring code in signatures; it changes when a score can change.
   *
   * <p>sacreBLEU's own version is not claimed.
   */
  String VERSION = "mosnas-1";

  /** What is computed, in sacreBLEU's notation. */
  String signature();

  /**
   * Counts of one sentence; their number is the same for every sentence.
   *
   * @param hypothesis translation to be scored, detokenised
   * @param reference a correct translation, as its author wrote it
   */
  long[] statistics(String hypothesis, String reference);

  /**
   * The score of a corpus.
   *
   * @param summed sums of {@link #statistics(String, String)} over its sentences
   * @return a number in [0, 100]
   */
  double value(long[] summed);

  /**
   * Counts of every sentence of a corpus.
   *
   * @throws IllegalArgumentException if the numbers of sentences differ or are 0
   */
  default List<long[]> statistics(List<String> hypotheses, List<String> references) {
    if (hypotheses.size() != references.size() || hypotheses.isEmpty()) {
      throw new IllegalArgumentException(
          hypotheses.size() + " hypotheses, " + references.size() + " references");
    }
    List<long[]> statistics = new ArrayList<>(hypotheses.size());
    for (int i = 0; i < hypotheses.size(); i++) {
      statistics.add(statistics(hypotheses.get(i), references.get(i)));
    }
    return statistics;
  }

  /** The score of the sentences of a corpus, at least one. */
  default double value(List<long[]> statistics) {
    if (statistics.isEmpty()) {
      throw new IllegalArgumentException("no sentences to score");
    }
    long[] sum = new long[statistics.get(0).length];
    for (long[] counts : statistics) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += counts[i];
      }
    }
    return value(sum);
  }
}
