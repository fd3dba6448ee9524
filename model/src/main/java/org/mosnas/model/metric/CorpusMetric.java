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

  /**
   * Counts of one sentence; their number is the same for every sentence.
   *
   * @param hypothesis translation to be scored
   * @param references at least one correct translation
   */
  long[] statistics(String hypothesis, List<String> references);

  /**
   * The score of a corpus.
   *
   * @param summed sums of {@link #statistics} over its sentences
   * @return a number in [0, 100]
   */
  double value(long[] summed);

  /**
   * What was computed, in sacreBLEU's notation.
   *
   * @param references number of references per sentence; negative if it varies
   */
  String signature(int references);

  /**
   * Counts of every sentence of a corpus with one reference each.
   *
   * @throws IllegalArgumentException if the numbers of sentences differ or are 0
   */
  default List<long[]> statistics(List<String> hypotheses, List<String> references) {
    return statisticsOfMany(hypotheses, references.stream().map(List::of).toList());
  }

  /** As {@link #statistics(List, List)}, with any number of references per sentence. */
  default List<long[]> statisticsOfMany(List<String> hypotheses, List<List<String>> references) {
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

  /** Sums the counts of sentences; at least one. */
  static long[] sum(Iterable<long[]> statistics) {
    long[] sum = null;
    for (long[] counts : statistics) {
      if (sum == null) {
        sum = counts.clone();
      } else {
        for (int i = 0; i < sum.length; i++) {
          sum[i] += counts[i];
        }
      }
    }
    if (sum == null) {
      throw new IllegalArgumentException("no sentences to score");
    }
    return sum;
  }
}
