package org.mosnas.search.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mosnas.search.latency.LatencyStats.Trimming;

class LatencyStatsTest {
  @Test
  void meanAndDeviationAreTrimmedPercentilesAreNot() {
    // 1 … 19 and an interruption; trimming leaves 3 … 18.
    double[] samples = IntStream.rangeClosed(1, 20).mapToDouble(i -> i == 20 ? 1e6 : i).toArray();
    LatencyStats stats = LatencyStats.of(samples, Trimming.HAT);
    assertThat(stats.count()).isEqualTo(20);
    assertThat(stats.meanNanos()).isEqualTo(10.5);
    assertThat(stats.stdDevNanos()).isEqualTo(Math.sqrt((16 * 16 - 1) / 12.0));
    assertThat(stats.medianNanos()).isEqualTo(10.5);
    assertThat(stats.p90Nanos()).isEqualTo(18);
    assertThat(stats.p99Nanos()).isEqualTo(1e6);
    assertThat(stats.minNanos()).isEqualTo(1);
  }

  @Test
  void orderOfSamplesDoesNotMatter() {
    assertThat(LatencyStats.of(new double[] {3, 1, 2}, Trimming.NONE))
        .isEqualTo(LatencyStats.of(new double[] {1, 2, 3}, Trimming.NONE));
  }

  @Test
  void oneSampleIsItsOwnSummary() {
    assertThat(LatencyStats.of(new double[] {7}, Trimming.HAT))
        .isEqualTo(new LatencyStats(1, 7, 7, 7, 7, 0, 7));
  }

  @Test
  void rejectsNoSamplesAndImpossibleTimes() {
    assertThatThrownBy(() -> LatencyStats.of(new double[0], Trimming.HAT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LatencyStats.of(new double[] {-1}, Trimming.HAT))
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> new LatencyStats(1, 1, 5, 4, 6, 0, 1))
        .hasMessageContaining("out of order");
  }
}
