package org.mosnas.model.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mosnas.model.metric.Bootstrap.ConfidenceInterval;
import org.mosnas.model.metric.Bootstrap.PairedTest;

class BootstrapTest {
  /** Percentage of sentences that are right: its bootstrap is a binomial distribution. */
  private static final class Accuracy implements CorpusMetric {
    @Override
    public long[] statistics(String hypothesis, String reference) {
      return new long[] {reference.equals(hypothesis) ? 1 : 0, 1};
    }

    @Override
    public double value(long[] summed) {
      return 100.0 * summed[0] / summed[1];
    }

    @Override
    public String signature() {
      return "accuracy";
    }
  }

  private final Accuracy accuracy = new Accuracy();

  @Test
  void findsTheIntervalOfABinomial() {
    List<long[]> half = right(400, 200);
    ConfidenceInterval interval = interval(accuracy, half, 2000, 1);
    // The standard deviation is 100 · sqrt(0.25 / 400) = 2.5, so 95 % lie within 4.9.
    assertThat(interval.mean()).isCloseTo(50, within(0.3));
    assertThat(interval.halfWidth()).isCloseTo(4.9, within(0.5));
    assertThat(interval.lower()).isLessThan(interval.mean());
    assertThat(interval.upper()).isGreaterThan(interval.mean());
  }

  @Test
  void leavesOutOneFortiethOnEachSide() {
    double[] scores = new double[80];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (i * 37) % 80;
    }
    ConfidenceInterval interval = ConfidenceInterval.of(scores);
    assertThat(interval).isEqualTo(new ConfidenceInterval(39.5, 2, 77));
    assertThat(interval.halfWidth()).isEqualTo(37.5);
  }

  @Test
  void repeatsWithItsSeed() {
    List<long[]> counts = right(50, 20);
    assertThat(Bootstrap.scores(accuracy::value, counts, 20, 7))
        .isEqualTo(Bootstrap.scores(accuracy::value, counts, 20, 7))
        .isNotEqualTo(Bootstrap.scores(accuracy::value, counts, 20, 8));
  }

  @Test
  void findsAClearDifferenceAndNoneWithinOneSystem() {
    List<long[]> weak = right(300, 100);
    List<long[]> strong = right(300, 180);
    PairedTest clear = test(weak, strong, 500, 1);
    assertThat(clear.pValue()).isLessThan(0.01);
    assertThat(clear.difference()).isCloseTo(60 - 100.0 / 3, within(1e-9));
    assertThat(interval(accuracy, strong, 500, 1).lower())
        .isGreaterThan(interval(accuracy, weak, 500, 1).upper());
    assertThat(test(weak, weak, 500, 1).pValue()).isEqualTo(1);
  }

  @Test
  void rarelyFindsDifferencesThatAreNotThere() {
    SplittableRandom random = new SplittableRandom(99);
    int found = 0;
    for (int trial = 0; trial < 40; trial++) {
      List<long[]> one = random(random, 100);
      List<long[]> other = random(random, 100);
      if (test(one, other, 100, trial).pValue() <= 0.05) {
        found++;
      }
    }
    // Two of forty are expected.
    assertThat(found).isLessThanOrEqualTo(6);
  }

  @Test
  void resamplesBleuFromSentenceCounts() {
    Bleu bleu = new Bleu();
    List<String> references = new ArrayList<>();
    List<String> hypotheses = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      references.add("sentence number " + i + " of a small corpus of tests");
      hypotheses.add("sentence number " + i + (i % 2 == 0 ? " of a small corpus" : " is bad"));
    }
    List<long[]> counts = bleu.statistics(hypotheses, references);
    ConfidenceInterval interval = interval(bleu, counts, 200, 3);
    double score = bleu.value(counts);
    assertThat(score).isBetween(interval.lower(), interval.upper());
  }

  @Test
  void refusesNothingToResample() {
    assertThatThrownBy(() -> interval(accuracy, List.of(), 10, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> interval(accuracy, right(1, 1), 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ConfidenceInterval interval(
      CorpusMetric metric, List<long[]> counts, int samples, long seed) {
    return ConfidenceInterval.of(Bootstrap.scores(metric::value, counts, samples, seed));
  }

  private PairedTest test(List<long[]> baseline, List<long[]> system, int samples, long seed) {
    return PairedTest.of(
        accuracy.value(system) - accuracy.value(baseline),
        Bootstrap.scores(accuracy::value, baseline, samples, seed),
        Bootstrap.scores(accuracy::value, system, samples, seed));
  }

  private static List<long[]> right(int sentences, int right) {
    List<long[]> counts = new ArrayList<>();
    for (int i = 0; i < sentences; i++) {
      counts.add(new long[] {i < right ? 1 : 0, 1});
    }
    return counts;
  }

  private static List<long[]> random(SplittableRandom random, int sentences) {
    List<long[]> counts = new ArrayList<>();
    for (int i = 0; i < sentences; i++) {
      counts.add(new long[] {random.nextInt(2), 1});
    }
    return counts;
  }
}
