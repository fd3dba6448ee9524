package org.mosnas.model.family.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.model.text.SentencePair;

/** Item 8.10 of the specification. */
class TokenBatchTest {
  private final TokenBatch batch =
      TokenBatch.of(
          List.of(
              new SentencePair(new int[] {5, 6, 7, 2}, new int[] {8, 2}),
              new SentencePair(new int[] {9, 2}, new int[] {10, 11, 12, 2}),
              new SentencePair(new int[] {2}, new int[] {2})));

  @Test
  void packsSentenceAfterSentence() {
    assertThat(batch.source()).containsExactly(5, 6, 7, 2, 9, 2, 2);
    assertThat(batch.sourceLengths()).containsExactly(4, 2, 1);
    assertThat(batch.targetOut()).containsExactly(8, 2, 10, 11, 12, 2, 2);
    assertThat(batch.targetLengths()).containsExactly(2, 4, 1);
  }

  @Test
  void startsDecoderInputsWithEndOfSentence() {
    assertThat(batch.targetIn()).containsExactly(2, 8, 2, 10, 11, 12, 2);
  }

  @Test
  void countsSentencesAndTokens() {
    assertThat(batch.examples()).isEqualTo(3);
    assertThat(batch.sourceTokens()).isEqualTo(7);
    assertThat(batch.tokens()).isEqualTo(7);
    assertThat(batch).hasToString("3 pairs, 7 + 7 tokens");
  }

  @Test
  void padsSourcesLeftAndTargetsRight() {
    assertThat(batch.paddedSource())
        .isDeepEqualTo(new int[][] {{5, 6, 7, 2}, {1, 1, 9, 2}, {1, 1, 1, 2}});
    assertThat(batch.paddedTargetIn())
        .isDeepEqualTo(new int[][] {{2, 8, 1, 1}, {2, 10, 11, 12}, {2, 1, 1, 1}});
    assertThat(batch.paddedTargetOut())
        .isDeepEqualTo(new int[][] {{8, 2, 1, 1}, {10, 11, 12, 2}, {2, 1, 1, 1}});
  }

  @Test
  void refusesSentencesWithoutEndAndEmptyBatches() {
    assertThatThrownBy(() -> new SentencePair(new int[] {5}, new int[] {2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("source");
    assertThatThrownBy(() -> new SentencePair(new int[] {2}, new int[] {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("target");
    assertThatThrownBy(() -> TokenBatch.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
