package org.mosnas.search.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.family.translation.TranslationSpace;

class TableEstimatorTest {
  private final TranslationSpace hat = TestSpaces.hatWmt();

  @Test
  void addsUpTheBlocksOfASubnet() {
    LatencyTable ones = TestLatency.table(hat, block -> 1);
    TableEstimator estimator = new TableEstimator(ones, Calibration.NONE);
    assertThat(estimator.estimateMillis(hat.largest())).isEqualTo(16, within(1e-9));
    assertThat(estimator.estimateMillis(hat.smallest())).isEqualTo(11, within(1e-9));
  }

  @Test
  void correctsAndBoundsTheSum() {
    LatencyTable ones = TestLatency.table(hat, block -> 1);
    TableEstimator estimator = new TableEstimator(ones, new Calibration(2, 5, 1.25, 8));
    assertThat(estimator.blockSumMillis(hat.largest())).isEqualTo(16, within(1e-9));
    assertThat(estimator.estimateMillis(hat.largest())).isEqualTo(37, within(1e-9));
    assertThat(estimator.upperBoundMillis(hat.largest())).isEqualTo(46.25, within(1e-9));
  }

  @Test
  void aSubnetOfAnotherSpaceIsMissing() {
    LatencyTable micro = TestLatency.plausibleTable(TestSpaces.micro());
    TableEstimator estimator = new TableEstimator(micro, Calibration.NONE);
    assertThatThrownBy(() -> estimator.estimateMillis(hat.largest()))
        .isInstanceOf(MissingLatencyException.class)
        .hasMessageContaining("encoder-input:embed=640");
  }

  @Test
  void anEmptyTableKnowsNothing() {
    LatencyTable empty =
        new LatencyTable(Map.of(), TestLatency.FRAME, TestLatency.PROTOCOL, TestLatency.HARDWARE);
    assertThatThrownBy(
            () -> new TableEstimator(empty, Calibration.NONE).estimateMillis(hat.smallest()))
        .isInstanceOf(MissingLatencyException.class);
  }
}
