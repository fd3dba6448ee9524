package org.mosnas.model.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AveragingsTest {
  @Test
  void everyNameHasARule() {
    assertThat(Averagings.names()).containsExactly("tokens");
    assertThat(Averagings.named("tokens")).isEqualTo(new TokenAveraging());
  }

  @Test
  void namesCannotBeTakenAway() {
    assertThatThrownBy(() -> Averagings.names().remove("tokens"))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
