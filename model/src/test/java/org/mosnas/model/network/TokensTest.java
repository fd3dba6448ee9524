package org.mosnas.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TokensTest {
  @Test
  void packsSentencesOneAfterAnother() {
    Tokens tokens = Tokens.pack(Tokens.Side.SOURCE, List.of(new int[] {5, 6, 2}, new int[] {7, 2}));
    assertThat(tokens.ids()).containsExactly(5, 6, 2, 7, 2);
    assertThat(tokens.segments().count()).isEqualTo(2);
    assertThat(tokens.segments().start(1)).isEqualTo(3);
    assertThat(tokens.segments().length(1)).isEqualTo(2);
    assertThat(tokens.firstPosition()).isZero();
  }

  @Test
  void refusesIdsThatDoNotFillTheSentences() {
    assertThatThrownBy(() -> Tokens.of(Tokens.Side.TARGET, new int[4], Segments.of(2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 ids for sentences of 5 tokens");
  }
}
