package org.mosnas.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutRatesTest {
  @Test
  void noneDropsNothing() {
    assertThat(DropoutRates.NONE).isEqualTo(new DropoutRates(0, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN})
  void refusesWhatIsNoRate(double rate) {
    assertThatThrownBy(() -> new DropoutRates(rate, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("residual dropout must be in [0, 1), was " + rate);
    assertThatThrownBy(() -> new DropoutRates(0, rate, 0)).hasMessageStartingWith("attention");
    assertThatThrownBy(() -> new DropoutRates(0, 0, rate)).hasMessageStartingWith("activation");
  }
}
