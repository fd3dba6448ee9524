package org.mosnas.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class OneDnnTest {
  @BeforeEach
  void isThere() {
    assertThat(OneDnn.available()).isTrue();
  }

  @Test
  void refusesShapesThatDoNotFit() {
    assertThatThrownBy(() -> OneDnn.product(false, 'N', 'N', 2, 3, 4, 1, 0, 1, 0, 3, 0, 0, 3))
        .hasMessageContaining("2x4x3");
  }
}
