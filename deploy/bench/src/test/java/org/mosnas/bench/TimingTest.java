package org.mosnas.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TimingTest {
  private static Timing of(EngineProcess.Setup setup, double... samples) {
    return new Timing(Samples.training(), setup, samples, 0);
  }

  private static final EngineProcess.Setup ALONE = new EngineProcess.Setup(Engines.TAPE, 1, 1);

  @Test
  void medianOfAnOddNumberIsTheOneInTheMiddle() {
    assertThat(of(ALONE, 9, 1, 4).medianMs()).isEqualTo(4);
  }

  @Test
  void medianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
    assertThat(of(ALONE, 100, 2, 1, 4).medianMs()).isEqualTo(3);
  }

  @Test
  void spreadIsHalfTheDistanceOfTheQuartiles() {
    // The quartiles are 20 and 40, whatever lies outside.
    assertThat(of(ALONE, 1, 10, 20, 30, 30, 40, 50, 999).spread())
        .isCloseTo((40 - 20) / 2.0 / 30, within(1e-12));
  }

  @Test
  void equalSamplesHaveNoSpread() {
    assertThat(of(ALONE, 7, 7, 7).spread()).isZero();
  }

  @Test
  void tokensOfAllReplicasCount() {
    double alone = Samples.training().tokens() / 0.5;

    assertThat(of(ALONE, 500).tokensPerSecond()).isCloseTo(alone, within(1e-9));
    assertThat(of(new EngineProcess.Setup(Engines.TAPE, 1, 2), 500).tokensPerSecond())
        .isCloseTo(2 * alone, within(1e-9));
    assertThat(of(new EngineProcess.Setup(Engines.LIBTORCH, 2, 1), 500).tokensPerSecond())
        .isCloseTo(alone, within(1e-9));
  }

  @Test
  void trainStepsHaveThreeTimesTheOperationsOfScoring() {
    double training = of(ALONE, 1000).gflops();
    double scoring = new Timing(Samples.scoring(), ALONE, new double[] {1000}, 0).gflops();

    assertThat(training).isCloseTo(3 * scoring, within(1e-9));
    // By hand: the output projection of the batch alone is a part of it.
    BenchCase bench = Samples.scoring();
    assertThat(scoring * 1e9)
        .isGreaterThan(2.0 * bench.tokens() * bench.vocabulary() * bench.spec().decoderEmbed());
  }
}
