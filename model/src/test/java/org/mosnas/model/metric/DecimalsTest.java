package org.mosnas.model.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DecimalsTest {
  @Test
  void roundsTheExactValueHalvesToEven() {
    assertThat(Decimals.fixed(6.25, 1)).isEqualTo("6.2");
    assertThat(Decimals.fixed(6.75, 1)).isEqualTo("6.8");
    assertThat(Decimals.fixed(0.125, 2)).isEqualTo("0.12");
    // 2.675 is a little less as a double.
    assertThat(Decimals.fixed(2.675, 2)).isEqualTo("2.67");
    assertThat(Decimals.fixed(100, 2)).isEqualTo("100.00");
  }
}
