package org.mosnas.model.engine.samediff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;

class PaddedRowsTest {
  private static final Segments LENGTHS = Segments.of(2, 3, 1);
  private static final float[] PACKED = {1, 2, 3, 4, 5, 6};

  @Test
  void sourcesArePaddedOnTheLeft() {
    assertThat(rows(Tokens.Side.SOURCE).pad(PACKED, 1)).containsExactly(0, 1, 2, 3, 4, 5, 0, 0, 6);
  }

  @Test
  void targetsArePaddedOnTheRight() {
    assertThat(rows(Tokens.Side.TARGET).pad(PACKED, 1)).containsExactly(1, 2, 0, 3, 4, 5, 6, 0, 0);
    assertThat(rows(Tokens.Side.TARGET).mask()).containsExactly(1, 1, 0, 1, 1, 1, 1, 0, 0);
  }

  @Test
  void copiesAreWholePaddedSentences() {
    PaddedRows rows = rows(Tokens.Side.SOURCE).times(2);
    float[] packed = {1, 2, 10, 20, 3, 4, 5, 30, 40, 50, 6, 60};
    assertThat(rows.pad(packed, 1))
        .containsExactly(0, 1, 2, 0, 10, 20, 3, 4, 5, 30, 40, 50, 0, 0, 6, 0, 0, 60);
    assertThat(rows.pack(rows.pad(packed, 1), 1)).isEqualTo(packed);
  }

  @Test
  void rowsMoveAsAWhole() {
    float[] two = {1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6};
    PaddedRows rows = rows(Tokens.Side.SOURCE);
    assertThat(rows.pad(two, 2)).startsWith(0, 0, 1, -1, 2, -2, 3, -3).endsWith(0, 0, 6, -6);
    assertThat(rows.pack(rows.pad(two, 2), 2)).isEqualTo(two);
  }

  private static PaddedRows rows(Tokens.Side side) {
    return PaddedRows.of(Tokens.of(side, new int[6], LENGTHS));
  }
}
