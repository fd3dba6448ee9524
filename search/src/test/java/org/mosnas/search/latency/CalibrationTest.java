package org.mosnas.search.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mosnas.model.random.Seeds;
import org.mosnas.search.latency.Calibration.NetworkTiming;
import org.mosnas.search.latency.Calibration.RobustLine;

class CalibrationTest {
  private static final double COVERAGE = 0.9;

  @Test
  void findsAnExactLineAndNeedsNoMargin() {
    List<NetworkTiming> timings = new ArrayList<>();
    for (int x = 1; x <= 9; x++) {
      timings.add(new NetworkTiming(x, 1.5 * x + 4));
    }
    Calibration calibration = Calibration.fit(timings, COVERAGE);
    assertThat(calibration.slope()).isEqualTo(1.5, within(1e-12));
    assertThat(calibration.interceptMillis()).isEqualTo(4, within(1e-12));
    assertThat(calibration.margin()).isEqualTo(1, within(1e-12));
    assertThat(calibration.calibrate(20)).isEqualTo(34, within(1e-12));
  }

  @Test
  void anEighthOfWildMeasurementsHardlyMovesTheLine() {
    List<NetworkTiming> timings = new ArrayList<>();
    for (int x = 1; x <= 16; x++) {
      timings.add(new NetworkTiming(x, x % 8 == 4 ? 500 : 2 * x + 1));
    }
    RobustLine line = RobustLine.fit(timings);
    assertThat(line.slope()).isEqualTo(2, within(1e-9));
    assertThat(line.interceptMillis()).isEqualTo(1, within(1e-9));
  }

  @Test
  void slopeIsTheMedianOfAllPairs() {
    RobustLine line =
        RobustLine.fit(
            List.of(new NetworkTiming(1, 2), new NetworkTiming(2, 3), new NetworkTiming(4, 9)));
    // Slopes 1, 3 and 7/3; residuals -1/3, -5/3, -1/3.
    assertThat(line.slope()).isEqualTo(7.0 / 3, within(1e-12));
    assertThat(line.interceptMillis()).isEqualTo(-1.0 / 3, within(1e-12));
  }

  @Test
  void noNetworksLeaveSumsAlone() {
    Calibration none = Calibration.fit(List.of(), COVERAGE);
    assertThat(none).isEqualTo(Calibration.NONE);
    assertThat(none.upperBound(12.5)).isEqualTo(12.5);
  }

  @Test
  void oneNetworkScales() {
    Calibration one = Calibration.fit(List.of(new NetworkTiming(10, 15)), COVERAGE);
    assertThat(one).isEqualTo(new Calibration(1.5, 0, 1, 1));
  }

  @Test
  void equalEstimatesScaleByTheMedian() {
    Calibration calibration =
        Calibration.fit(
            List.of(
                new NetworkTiming(10, 11), new NetworkTiming(10, 12), new NetworkTiming(10, 20)),
            COVERAGE);
    assertThat(calibration.slope()).isEqualTo(1.2, within(1e-12));
    assertThat(calibration.interceptMillis()).isZero();
    assertThat(calibration.margin()).isEqualTo(20 / 11.5, within(1e-12));
  }

  @Test
  void aFallingLineIsNoise() {
    RobustLine line = RobustLine.fit(List.of(new NetworkTiming(10, 12), new NetworkTiming(11, 9)));
    assertThat(line.slope()).isPositive();
    assertThat(line.interceptMillis()).isZero();
  }

  @Test
  void aLineThatWouldBeNegativeOnItsPointsIsNotUsed() {
    RobustLine line =
        RobustLine.fit(
            List.of(
                new NetworkTiming(1, 5),
                new NetworkTiming(10, 10),
                new NetworkTiming(20, 100),
                new NetworkTiming(21, 110),
                new NetworkTiming(22, 120)));
    assertThat(line).isEqualTo(new RobustLine(5, 0));
  }

  @Test
  void boundHoldsForAboutTheAskedShareOfNewNetworks() {
    int held = 0;
    int trials = 1000;
    for (int trial = 0; trial < trials; trial++) {
      SplittableRandom random = Seeds.generator(17, "calibration", trial);
      List<NetworkTiming> timings = new ArrayList<>();
      for (int i = 0; i < 19; i++) {
        timings.add(noisy(random));
      }
      NetworkTiming next = noisy(random);
      Calibration calibration = Calibration.fit(timings, COVERAGE);
      held += next.measuredMillis() <= calibration.upperBound(next.estimatedMillis()) ? 1 : 0;
    }
    // 0.9 but for the small optimism of the jackknife; four standard deviations are 0.038.
    assertThat(held / (double) trials).isBetween(0.86, 0.94);
  }

  @Test
  void boundIsNeverBelowTheEstimate() {
    for (int trial = 0; trial < 200; trial++) {
      SplittableRandom random = Seeds.generator(3, "calibration", trial);
      List<NetworkTiming> timings = new ArrayList<>();
      for (int i = 0; i < 1 + trial % 8; i++) {
        timings.add(noisy(random));
      }
      Calibration calibration = Calibration.fit(timings, COVERAGE);
      assertThat(calibration.upperBound(50)).isGreaterThanOrEqualTo(calibration.calibrate(50));
    }
  }

  @Test
  void rejectsCoverageOutsideTheOpenInterval() {
    List<NetworkTiming> one = List.of(new NetworkTiming(1, 1));
    assertThatThrownBy(() -> Calibration.fit(one, 1)).hasMessageContaining("1.0");
    assertThatThrownBy(() -> Calibration.fit(one, 0)).hasMessageContaining("0.0");
  }

  private static NetworkTiming noisy(SplittableRandom random) {
    double estimate = random.nextDouble(20, 100);
    return new NetworkTiming(estimate, (1.2 * estimate + 3) * random.nextDouble(0.9, 1.1));
  }
}
