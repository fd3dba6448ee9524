package org.mosnas.model.metric;

import java.util.Arrays;
import java.util.List;

/**
 * Whether two systems differ in a score by more than chance, by resampling the same sentences from
 * both; the test of Moses and sacreBLEU.
 *
 * <p>The probability of error is the share of resamples in which the absolute difference exceeds
 * its mean by at least the observed one. Equal counts speak against a difference, so a system does
 * not differ from itself (sacreBLEU says it does).
 *
 * @param baselineScore score of the baseline on the corpus
 * @param systemScore score of the system on the corpus
 * @param pValue in (0, 1]; at most 0.05 is usually called significant
 * @param baseline confidence interval of the baseline
 * @param system confidence interval of the system
 */
public record PairedBootstrap(
    double baselineScore,
    double systemScore,
    double pValue,
    ConfidenceInterval baseline,
    ConfidenceInterval system) {
  /**
   * Tests a system against a baseline.
   *
   * @param baseline counts per sentence; see {@link CorpusMetric#statistics}
   * @param system counts of the same sentences in the same order
   * @param samples number of resamples, from 1
   */
  public static PairedBootstrap test(
      CorpusMetric metric, List<long[]> baseline, List<long[]> system, int samples, long seed) {
    if (baseline.size() != system.size()) {
      throw new IllegalArgumentException(
          baseline.size() + " sentences of the baseline, " + system.size() + " of the system");
    }
    return of(
        metric.value(CorpusMetric.sum(baseline)),
        Bootstrap.scores(metric, baseline, samples, seed),
        metric.value(CorpusMetric.sum(system)),
        Bootstrap.scores(metric, system, samples, seed));
  }

  /** Tests by scores of the same resamples of both. */
  static PairedBootstrap of(
      double baselineScore, double[] baselineScores, double systemScore, double[] systemScores) {
    return new PairedBootstrap(
        baselineScore,
        systemScore,
        pValue(baselineScores, systemScores, Math.abs(systemScore - baselineScore)),
        ConfidenceInterval.of(baselineScores),
        ConfidenceInterval.of(systemScores));
  }

  /** Score of the system less that of the baseline. */
  public double difference() {
    return systemScore - baselineScore;
  }

  private static double pValue(double[] baseline, double[] system, double observed) {
    double[] differences = new double[baseline.length];
    Arrays.setAll(differences, i -> Math.abs(system[i] - baseline[i]));
    double mean = Arrays.stream(differences).average().orElseThrow();
    long extreme = Arrays.stream(differences).filter(d -> d - mean >= observed).count();
    return (extreme + 1.0) / (differences.length + 1.0);
  }
}
