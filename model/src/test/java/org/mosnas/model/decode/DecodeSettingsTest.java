package org.mosnas.model.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Item 8.10 of the specification. */
class DecodeSettingsTest {
  @Test
  void normalisedScoresHaveTheGoldenValues() {
    DecodeSettings wmt = DecodeSettings.beam(4, 0.6);
    assertThat(wmt.score(-4.0, 5)).isCloseTo(-1.5229232, within(5e-8));
    assertThat(wmt.score(-3.5, 4)).isCloseTo(-1.5234635, within(5e-8));
    DecodeSettings iwslt = DecodeSettings.beam(5, 1);
    assertThat(iwslt.score(-4.0, 5)).isCloseTo(-0.8, within(1e-12));
    assertThat(iwslt.score(-3.5, 4)).isCloseTo(-0.875, within(1e-12));
  }

  @Test
  void lengthIsLimitedByTheSource() {
    assertThat(DecodeSettings.beam(4, 0.6).maxLength(1000)).isEqualTo(200);
    assertThat(new DecodeSettings(1, 0, 1.5, 10).maxLength(7)).isEqualTo(20);
    assertThat(new DecodeSettings(1, 0, 0.1, 0).maxLength(1)).isEqualTo(1);
  }

  @Test
  void rejectsValuesOutOfRange() {
    rejects("beam", () -> new DecodeSettings(0, 0, 0, 1));
    rejects("length-penalty", () -> new DecodeSettings(1, Double.NaN, 0, 1));
    rejects("length-penalty", () -> new DecodeSettings(1, -0.1, 0, 1));
    rejects("max-length-factor", () -> new DecodeSettings(1, 0, Double.POSITIVE_INFINITY, 1));
    rejects("max-length-offset", () -> new DecodeSettings(1, 0, 0, -1));
  }

  private static void rejects(String key, Runnable settings) {
    assertThatIllegalArgumentException().isThrownBy(settings::run).withMessageContaining(key);
  }
}
