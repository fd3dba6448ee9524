package org.mosnas.search.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosnas.search.latency.LatencyStats.Trimming;

class TrimmingTest {
  /** Section 8.11, and the cases around it. */
  @ParameterizedTest
  @CsvSource({"20, 2, 2", "300, 30, 30", "2, 0, 1", "1, 0, 0", "9, 0, 1", "10, 1, 1", "29, 2, 2"})
  void dropsWhatHatDrops(int samples, int low, int high) {
    assertThat(Trimming.HAT.droppedLow(samples)).isEqualTo(low);
    assertThat(Trimming.HAT.droppedHigh(samples)).isEqualTo(high);
  }

  @Test
  void keepsTheMiddleInOrder() {
    double[] sorted = IntStream.range(0, 20).mapToDouble(i -> i).toArray();
    assertThat(Trimming.HAT.trim(sorted)).hasSize(16).startsWith(2).endsWith(17);
  }

  @Test
  void noneKeepsEverything() {
    assertThat(Trimming.NONE.trim(new double[] {1, 2})).containsExactly(1, 2);
  }

  @Test
  void leavesASampleForEveryShareAndCount() {
    for (double share : new double[] {0, 0.1, 0.25, 0.4, 0.49}) {
      for (int n = 1; n < 200; n++) {
        assertThat(new Trimming(share).trim(new double[n])).as("%s of %d", share, n).isNotEmpty();
      }
    }
  }

  @Test
  void rejectsSharesThatLeaveNothing() {
    assertThatThrownBy(() -> new Trimming(0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.5");
    assertThatThrownBy(() -> new Trimming(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }
}
