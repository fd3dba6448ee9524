package org.mosnas.model.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ParameterBankTest {
  private static final ParameterLayout LAYOUT = TinySupernet.plain().layout();

  @Test
  void startsWithZerosAndViewsItsParametersByName() {
    try (ParameterBank bank = new ParameterBank(LAYOUT)) {
      assertThat(bank.toArray()).hasSize(LAYOUT.floats()).containsOnly(0f);
      bank.matrix("encoder.layers.1.fc1.weight").set(2, 3, 5f);
      ParameterLayout.Slot slot = LAYOUT.slot("encoder.layers.1.fc1.weight");
      assertThat(bank.toArray()[slot.offset() + 2 * slot.columns() + 3]).isEqualTo(5f);
      assertThat(bank.memory().get(slot.offset() + 2 * slot.columns() + 3)).isEqualTo(5f);
      bank.clear();
      assertThat(bank.toArray()).containsOnly(0f);
    }
  }

  @Test
  void takesBackWhatItGaveOut() {
    try (ParameterBank bank = Initializer.initialize(TinySupernet.plain(), 1);
        ParameterBank copy = new ParameterBank(LAYOUT)) {
      copy.assign(bank.toArray());
      assertThat(copy.toArray()).isEqualTo(bank.toArray());
    }
  }

  @Test
  void refusesAVectorOfAnotherLength() {
    try (ParameterBank bank = new ParameterBank(LAYOUT)) {
      assertThatThrownBy(() -> bank.assign(new float[3]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("3 values for a bank of " + LAYOUT.floats());
    }
  }
}
