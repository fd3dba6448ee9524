package org.mosnas.search.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void beginsAndEndsAtRoundNumbers() {
    Scale scale = Scale.covering(List.of(5.1049, 5.1123), 6);
    assertThat(scale.ticks().stream().map(scale::label))
        .containsExactly("5.104", "5.106", "5.108", "5.110", "5.112", "5.114");
  }

  @Test
  void countsRoundsFromZero() {
    assertThat(Scale.counting(45, 7).ticks()).containsExactly(0.0, 10.0, 20.0, 30.0, 40.0, 50.0);
    assertThat(Scale.counting(1, 7).ticks()).containsExactly(0.0, 1.0);
  }

  @Test
  void writesThousandsShort() {
    Scale scale = Scale.fromZero(List.of(23_013.0), 5);
    assertThat(scale.ticks().stream().map(scale::label))
        .containsExactly("0", "10\u00a0k", "20\u00a0k", "30\u00a0k");
  }

  @Test
  void coversWhateverItIsGiven() {
    for (long seed = 0; seed < 500; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double magnitude = Math.pow(10, random.nextInt(-6, 7));
      double one = magnitude * (random.nextDouble() - 0.3);
      double other = random.nextInt(5) == 0 ? one : magnitude * random.nextDouble();
      Scale scale = Scale.covering(List.of(one, other), 6);
      assertThat(scale.share(one)).as("seed " + seed).isBetween(-1e-9, 1 + 1e-9);
      assertThat(scale.share(other)).as("seed " + seed).isBetween(-1e-9, 1 + 1e-9);
      assertThat(scale.ticks().size()).as("seed " + seed).isBetween(2, 9);
      assertThat(scale.ticks().stream().map(scale::label))
          .as("seed " + seed)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void placesValuesInProportion() {
    Scale scale = new Scale(10, 5, 4);
    assertThat(scale.share(10)).isZero();
    assertThat(scale.share(20)).isCloseTo(0.5, within(1e-12));
    assertThat(scale.high()).isEqualTo(30);
    assertThatThrownBy(() -> new Scale(0, Double.NaN, 3))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
