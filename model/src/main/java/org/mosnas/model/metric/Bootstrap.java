package org.mosnas.model.metric;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.mosnas.model.random.Seeds;

/**
 * How sure one can be of a score or of a difference: the scores of corpora drawn with replacement
 * from the sentences of one corpus, after Koehn (2004), <a
 * href="https://aclanthology.org/W04-3250">paper</a>.
 *
 * <p>Only the counts of sentences are summed again. Deterministic in the seed.
 */
public final class Bootstrap {
  /** sacreBLEU's number of resamples. */
  public static final int STANDARD_SAMPLES = 1000;

  private Bootstrap() {}

  /**
   * Scores of resamples; the same seed draws the same sentences from any corpus of this size.
   *
   * @param value of summed counts, such as {@link CorpusMetric#value(long[])}
   * @param statistics counts per sentence; see {@link CorpusMetric#statistics(String, String)}
   * @param samples number of resamples, from 1
   */
  static double[] scores(
      ToDoubleFunction<long[]> value, List<long[]> statistics, int samples, long seed) {
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
      scores[sample] = value.applyAsDouble(sum);
    }
    return scores;
  }

  /**
   * Where a score lies with 95 % confidence.
   *
   * @param mean mean of the resampled scores
   * @param lower 2.5 % of the resampled scores are lower
   * @param upper 2.5 % of the resampled scores are higher
   */
  public record ConfidenceInterval(double mean, double lower, double upper) {
    /** Half the width, what sacreBLEU prints after the sign ±. */
    public double halfWidth() {
      return (upper - lower) / 2;
    }

    /** The interval of resampled scores, at least one. */
    public static ConfidenceInterval of(double[] scores) {
      double[] sorted = scores.clone();
      Arrays.sort(sorted);
      int tail = sorted.length / 40;
      return new ConfidenceInterval(
          Arrays.stream(scores).average().orElseThrow(),
          sorted[tail],
          sorted[sorted.length - 1 - tail]);
    }
  }

  /**
   * Whether two systems differ in a score by more than chance, by resampling the same sentences
   * from both; the test of Moses and sacreBLEU.
   *
   * <p>The probability of error is the share of resamples in which the absolute difference exceeds
   * its mean by at least the observed one. Equal counts speak against a difference, so a system
   * does not differ from itself (sacreBLEU says it does).
   *
   * @param difference score of the system less that of the baseline
   * @param pValue in (0, 1]; at most 0.05 is usually called significant
   */
  public record PairedTest(double difference, double pValue) {
    /**
     * Tests by scores of the same resamples of both.
     *
     * @param difference score of the system less that of the baseline
     * @param baseline {@code [samples]}
     * @param system {@code [samples]}
     */
    public static PairedTest of(double difference, double[] baseline, double[] system) {
      double observed = Math.abs(difference);
      double[] differences = new double[baseline.length];
      Arrays.setAll(differences, i -> Math.abs(system[i] - baseline[i]));
      double mean = Arrays.stream(differences).average().orElseThrow();
      long extreme = Arrays.stream(differences).filter(d -> d - mean >= observed).count();
      return new PairedTest(difference, (extreme + 1.0) / (differences.length + 1.0));
    }
  }
}
