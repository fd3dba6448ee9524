package org.mosnas.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Item 8.7 of the specification. */
class LearningRateTest {
  @Test
  void keepsItsShapeOverOtherLengths() {
    LearningRate cosine = new LearningRate.Cosine(1e-7, 1e-3, 100, 1000);
    assertThat(cosine.stretched(1000, 100)).isEqualTo(new LearningRate.Cosine(1e-7, 1e-3, 10, 100));
    assertThat(cosine.stretched(1000, 1)).isEqualTo(new LearningRate.Cosine(1e-7, 1e-3, 0, 1));
    LearningRate linear = new LearningRate.Linear(1e-7, 1e-3, 100, 1000);
    assertThat(linear.stretched(1000, 100)).isEqualTo(new LearningRate.Linear(1e-7, 1e-3, 10, 100));
    LearningRate root = new LearningRate.InverseSquareRoot(1e-7, 1e-3, 100);
    assertThat(root.stretched(1000, 2000))
        .isEqualTo(new LearningRate.InverseSquareRoot(1e-7, 1e-3, 200));
    assertThat(root.stretched(1000, 1))
        .isEqualTo(new LearningRate.InverseSquareRoot(1e-7, 1e-3, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1e-7, 1e-7",
    "1000, 1.000900000e-4, 2.500750000e-4",
    "5000, 5.000500000e-4, 9.980975393e-4",
    "10000, 1.0e-3, 9.330194006e-4",
    "20000, 7.500250000e-4, 5.868654064e-4",
    "25000, 5.000500000e-4, 3.706534184e-4",
    "39999, 1.000027413e-7, 1.000019037e-7"
  })
  void cosineHasTheGoldenValues(long update, double warmup10000, double warmup4000) {
    assertRate(new LearningRate.Cosine(1e-7, 1e-3, 10_000, 40_000), update, warmup10000);
    assertRate(new LearningRate.Cosine(1e-7, 1e-3, 4_000, 40_000), update, warmup4000);
  }

  /** As transformers' linear schedule with warm-up, at 5e-4. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 5e-4",
    "5000, 2.5e-4, 4.8e-4",
    "10000, 5e-4, 4.6e-4",
    "67500, 2.5e-4, 2.3e-4",
    "124999, 4.347826087e-9, 4.0e-9"
  })
  void linearHasTheGoldenValues(long update, double warmup10000, double warmup0) {
    assertRate(new LearningRate.Linear(0, 5e-4, 10_000, 125_000), update, warmup10000);
    assertRate(new LearningRate.Linear(0, 5e-4, 0, 125_000), update, warmup0);
  }

  @Test
  void linearEndsAtTheInitialRateAndStaysThere() {
    LearningRate rate = new LearningRate.Linear(1e-6, 1e-3, 10, 100);
    assertThat(rate.at(0)).isEqualTo(1e-6);
    assertThat(rate.at(100)).isEqualTo(1e-6);
    assertThat(rate.at(1_000)).isEqualTo(1e-6);
  }

  @ParameterizedTest
  @CsvSource({
    "2000, 2.500500000e-4, 1.000800000e-4",
    "4000, 5.0e-4, 2.000600000e-4",
    "10000, 3.162277660e-4, 5.0e-4",
    "50000, 1.414213562e-4, 2.236067977e-4"
  })
  void inverseSquareRootHasTheGoldenValues(long update, double warmup4000, double warmup10000) {
    assertRate(new LearningRate.InverseSquareRoot(1e-7, 5e-4, 4_000), update, warmup4000);
    assertRate(new LearningRate.InverseSquareRoot(1e-7, 5e-4, 10_000), update, warmup10000);
  }

  @Test
  void cosineStartsAnewAfterItsEnd() {
    LearningRate rate = new LearningRate.Cosine(1e-7, 1e-3, 100, 1_000);
    assertThat(rate.at(1_000)).isEqualTo(rate.at(100)).isEqualTo(1e-3);
    assertThat(rate.at(1_234)).isEqualTo(rate.at(334));
  }

  @Test
  void cosineMayDoWithoutWarmup() {
    assertThat(new LearningRate.Cosine(1e-7, 1e-3, 0, 10).at(0)).isEqualTo(1e-3);
  }

  @Test
  void refusesWarmupsThatDoNotFit() {
    assertThatThrownBy(() -> new LearningRate.Cosine(0, 1, 10, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("learning-rate.warmup-updates")
        .hasMessageContaining("less than the 10 updates of the run, was 10");
    assertThatThrownBy(() -> new LearningRate.Cosine(0, 1, -1, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("learning-rate.warmup-updates must not be negative, was -1");
    assertThatThrownBy(() -> new LearningRate.Linear(0, 1, 10, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("less than the 10 updates of the run, was 10");
    assertThatThrownBy(() -> new LearningRate.InverseSquareRoot(0, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("learning-rate.warmup-updates must be at least 1, was 0");
  }

  private static void assertRate(LearningRate rate, long update, double expected) {
    assertThat(rate.at(update)).isCloseTo(expected, within(5.1e-10 * expected));
  }
}
