package org.mosnas.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Item 8.9: sinusoids of width 640, sines then cosines. */
class SinusoidsTest {
  private static final int[] COLUMNS = {0, 1, 319, 320, 321, 511, 639};

  @Test
  void rowsHaveTheGoldenValues() {
    assertRow(
        2,
        0.9092974268,
        0.9314988937,
        0.0002,
        -0.4161468365,
        -0.3637441561,
        0.9999675616,
        0.99999998);
    assertRow(
        10,
        -0.5440211109,
        -0.2865510015,
        0.0009999998,
        -0.8390715291,
        -0.9580649892,
        0.9991891460,
        0.9999995);
  }

  @Test
  void refusesWidthsThatHaveNoHalves() {
    assertThatThrownBy(() -> Sinusoids.row(2, 7)).hasMessageContaining("7");
    assertThatThrownBy(() -> Sinusoids.row(2, 2)).hasMessageContaining("2");
  }

  private static void assertRow(int row, double... expected) {
    float[] values = Sinusoids.row(row, 640);
    assertThat(values).hasSize(640);
    for (int i = 0; i < COLUMNS.length; i++) {
      assertThat((double) values[COLUMNS[i]])
          .as("row %d, column %d", row, COLUMNS[i])
          .isCloseTo(expected[i], within(1e-7));
    }
  }
}
