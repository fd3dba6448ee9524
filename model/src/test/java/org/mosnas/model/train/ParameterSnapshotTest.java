package org.mosnas.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ParameterSnapshotTest {
  @Test
  void theStartOfTrainingHasNoMoments() {
    ParameterSnapshot snapshot = ParameterSnapshot.initial(new float[] {1, 2});
    assertThat(snapshot.updates()).isZero();
    assertThat(snapshot.floats()).isEqualTo(2);
    assertThat(snapshot.parameters()).containsExactly(1, 2);
    assertThat(snapshot.firstMoments()).containsExactly(0, 0);
    assertThat(snapshot.secondMoments()).containsExactly(0, 0);
  }

  @Test
  void refusesVectorsOfDifferentLengths() {
    assertThatThrownBy(() -> new ParameterSnapshot(0, new float[2], new float[2], new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2, 2, 3");
  }
}
