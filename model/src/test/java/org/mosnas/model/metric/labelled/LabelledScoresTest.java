package org.mosnas.model.metric.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mosnas.model.metric.labelled.LabelledMetric.ACCURACY;
import static org.mosnas.model.metric.labelled.LabelledMetric.F1;
import static org.mosnas.model.metric.labelled.LabelledMetric.MACRO_F1;
import static org.mosnas.model.metric.labelled.LabelledMetric.MATTHEWS;
import static org.mosnas.model.metric.labelled.LabelledMetric.PEARSON;
import static org.mosnas.model.metric.labelled.LabelledMetric.SPEARMAN;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mosnas.model.metric.Bootstrap.ConfidenceInterval;
import org.mosnas.model.metric.Bootstrap.PairedTest;

class LabelledScoresTest {
  /** Values from scikit-learn's documentation. */
  @Test
  void classesHaveTheGoldenValues() {
    assertThat(classes(MATTHEWS, 2, labels(1, 1, 1, 0), labels(1, 0, 1, 1)))
        .isCloseTo(-100 / 3.0, within(1e-12));
    int[] three = labels(0, 1, 2, 0, 1, 2);
    assertThat(classes(MACRO_F1, 3, three, labels(0, 2, 1, 0, 0, 1)))
        .isCloseTo(80 / 3.0, within(1e-12));
    assertThat(classes(ACCURACY, 4, labels(0, 1, 2, 3), labels(0, 2, 1, 3))).isEqualTo(50);
    assertThat(classes(F1, 2, labels(0, 1, 1, 1, 0), labels(1, 1, 1, 0, 0)))
        .isCloseTo(200 / 3.0, within(1e-12));
  }

  /** Gorodkin's coefficient of three classes, worked out by hand: (24 - 12) / 24. */
  @Test
  void matthewsOfManyClasses() {
    assertThat(classes(MATTHEWS, 3, labels(0, 1, 2, 0, 1, 2), labels(0, 1, 1, 0, 2, 2)))
        .isCloseTo(50, within(1e-9));
    int[] labels = labels(0, 1, 2, 2, 1);
    assertThat(classes(MATTHEWS, 3, labels, labels)).isCloseTo(100, within(1e-9));
  }

  @Test
  void whatSaysNothingScoresNothing() {
    int[] constant = new int[4];
    assertThat(classes(MATTHEWS, 2, labels(0, 1, 1, 0), constant)).isZero();
    assertThat(classes(F1, 2, new int[4], constant)).isZero();
    double[] mean = {0.1, 0.1, 0.1};
    assertThat(numbers(PEARSON, new double[] {1, 2, 4}, mean)).isZero();
    assertThat(numbers(SPEARMAN, new double[] {1, 2, 4}, mean)).isZero();
  }

  @Test
  void classesThatDoNotOccurDoNotCount() {
    int[] labels = labels(0, 0, 2);
    assertThat(classes(MACRO_F1, 3, labels, labels)).isEqualTo(100);
  }

  /** Values from SciPy's documentation, and ties by hand. */
  @Test
  void numbersHaveTheGoldenValues() {
    double[] five = {1, 2, 3, 4, 5};
    assertThat(numbers(PEARSON, five, new double[] {10, 9, 2.5, 6, 4}))
        .isCloseTo(-74.26106572325056, within(1e-10));
    assertThat(numbers(SPEARMAN, five, new double[] {5, 6, 7, 8, 7}))
        .isCloseTo(82.07826816681233, within(1e-10));
    assertThat(numbers(SPEARMAN, five, new double[] {1, 4, 9, 16, 25}))
        .isCloseTo(100, within(1e-9));
  }

  /** Counting an example twice is the same as having it twice. */
  @Test
  void countsAreRepetitions() {
    double[] labels = {1, 2, 2, 5};
    double[] answers = {2, 1, 3, 3};
    int[] times = {2, 0, 3, 1};
    int[] drawn = {0, 0, 2, 2, 2, 3};
    double[] drawnLabels = Arrays.stream(drawn).mapToDouble(i -> labels[i]).toArray();
    double[] drawnAnswers = Arrays.stream(drawn).mapToDouble(i -> answers[i]).toArray();
    for (LabelledMetric metric : List.of(PEARSON, SPEARMAN)) {
      assertThat(new Correlation(labels, answers).value(metric, times))
          .as("%s", metric)
          .isCloseTo(numbers(metric, drawnLabels, drawnAnswers), within(1e-9));
    }
  }

  @Test
  void intervalsCoverTheScoreAndTestsTellSystemsApart() {
    int[] labels = IntStream.range(0, 400).map(i -> i % 2).toArray();
    int[] good = IntStream.range(0, 400).map(i -> i % 10 == 0 ? 1 - i % 2 : i % 2).toArray();
    int[] poor = IntStream.range(0, 400).map(i -> i % 3 == 0 ? 1 - i % 2 : i % 2).toArray();
    List<LabelledMetric> metrics = List.of(ACCURACY, MATTHEWS);
    LabelledScores better = LabelledScores.ofClasses(metrics, 2, labels, good);
    LabelledScores worse = LabelledScores.ofClasses(metrics, 2, labels, poor);
    for (LabelledScores.Score score : better.scores()) {
      ConfidenceInterval interval = score.interval();
      assertThat(score.value()).isBetween(interval.lower(), interval.upper());
      PairedTest test = better.against(worse, score.metric());
      assertThat(test.difference()).isPositive();
      assertThat(test.pValue()).isLessThan(0.01);
    }
    // Half of 95 % of a normal distribution of that many throws.
    assertThat(better.scores().get(0).interval().halfWidth())
        .isCloseTo(1.96 * 100 * Math.sqrt(0.9 * 0.1 / 400), within(0.3));
    assertThat(better.against(better, ACCURACY).pValue()).isEqualTo(1);
    assertThat(better.examples()).isEqualTo(400);
    assertThat(better.scores().get(0).signature()).isEqualTo("accuracy|version:mosnas-1");
    assertThat(better.scores().get(1).bootstrapSignature())
        .isEqualTo("matthews|bs:1000|seed:12345|version:mosnas-1");
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> classes(ACCURACY, 2, new int[2], new int[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 answers to 2 examples");
    assertThatThrownBy(() -> classes(PEARSON, 2, new int[2], new int[2]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> numbers(F1, new double[2], new double[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void confusionsAreCountedByLabelAndAnswer() {
    ConfusionMatrix matrix =
        ConfusionMatrix.of(List.of("no", "yes"), labels(0, 0, 1, 1, 1), labels(0, 1, 1, 1, 0));
    assertThat(matrix.counts()).containsExactly(List.of(1L, 1L), List.of(1L, 2L));
    assertThatThrownBy(() -> new ConfusionMatrix(List.of("one"), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static int[] labels(int... labels) {
    return labels;
  }

  private static double classes(LabelledMetric metric, int classes, int[] labels, int[] answers) {
    return LabelledScores.ofClasses(List.of(metric), classes, labels, answers)
        .scores()
        .get(0)
        .value();
  }

  private static double numbers(LabelledMetric metric, double[] labels, double[] answers) {
    return LabelledScores.ofNumbers(List.of(metric), labels, answers).scores().get(0).value();
  }
}
