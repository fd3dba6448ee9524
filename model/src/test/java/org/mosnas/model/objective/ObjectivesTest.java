package org.mosnas.model.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.network.Head;

class ObjectivesTest {
  @Test
  void everyNameHasAnObjective() {
    assertThat(Objectives.names()).containsExactly("cross-entropy", "squared-error");
    assertThat(Objectives.named("cross-entropy", 0.25)).isEqualTo(new CrossEntropy(0.25));
  }

  @Test
  void aNumberHasASquaredErrorAndNothingElseHas() {
    assertThat(Objectives.named("cross-entropy", 0.25, Head.NUMBER)).isEqualTo(new SquaredError());
    assertThat(Objectives.named("squared-error", 0.25, Head.NUMBER)).isEqualTo(new SquaredError());
    assertThat(Objectives.named("cross-entropy", 0, Head.classes(3)))
        .isEqualTo(new CrossEntropy(0));
    assertThatThrownBy(() -> Objectives.named("squared-error", 0, Head.TOKEN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("squared-error")
        .hasMessageContaining("token");
  }

  @Test
  void namesCannotBeTakenAway() {
    assertThatThrownBy(() -> Objectives.names().remove("cross-entropy"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 2, Double.NaN})
  void smoothingIsAShareBelowOne(double smoothing) {
    assertThatThrownBy(() -> new CrossEntropy(smoothing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("label-smoothing must be in [0, 1), was " + smoothing);
  }
}
