package org.mosnas.model.metric;

import java.util.List;
import java.util.SplittableRandom;
import org.mosnas.model.random.Seeds;

/**
 * The scores of corpora drawn with replacement from the sentences of one corpus, after Koehn
 * (2004), <a href="https://aclanthology.org/W04-3250">paper</a>.
 *
 * <p>Only the counts of sentences are summed again. Deterministic in the seed.
 */
public final class Bootstrap {
  /** sacreBLEU's number of resamples. */
  public static final int STANDARD_SAMPLES = 1000;

  private Bootstrap() {}

  /**
   * The confidence interval of a score.
   *
   * @param statistics counts per sentence; see {@link CorpusMetric#statistics}
   * @param samples number of resamples, from 1
   */
  public static ConfidenceInterval interval(
      CorpusMetric metric, List<long[]> statistics, int samples, long seed) {
    return ConfidenceInterval.of(scores(metric, statistics, samples, seed));
  }

  /** Scores of resamples; the same seed draws the same sentences from any corpus of this size. */
  static double[] scores(CorpusMetric metric, List<long[]> statistics, int samples, long seed) {
    if (samples < 1 || statistics.isEmpty()) {
      throw new IllegalArgumentException(
          samples + " samples of " + statistics.size() + " sentences");
    }
    double[] scores = new double[samples];
    for (int sample = 0; sample < samples; sample++) {
      SplittableRandom random = Seeds.generator(seed, "bootstrap", sample);
      long[] sum = new long[statistics.get(0).length];
      for (int i = 0; i < statistics.size(); i++) {
        long[] counts = statistics.get(random.nextInt(statistics.size()));
        for (int k = 0; k < sum.length; k++) {
          sum[k] += counts[k];
        }
      }
      scores[sample] = metric.value(sum);
    }
    return scores;
  }
}
