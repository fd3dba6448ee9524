package org.mosnas.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mosnas.model.error.MosnasException;

class EngineKindTest {
  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void isFoundByItsNameInSettings(EngineKind kind) {
    assertThat(EngineKind.parse(kind.settingName())).isEqualTo(kind);
  }

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void evaluatesOnAnEngineThatEveryMachineHas(EngineKind kind) {
    try (Engine engine = kind.evaluation().open()) {
      assertThat(engine.kind()).isIn(EngineKind.TAPE, EngineKind.SAMEDIFF);
    }
  }

  @Test
  void refusesAnyOtherName() {
    assertThatThrownBy(() -> EngineKind.parse("Tape"))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining("model.engine")
        .hasMessageContaining("Tape");
  }
}
