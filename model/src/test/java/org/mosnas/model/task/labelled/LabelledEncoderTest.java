package org.mosnas.model.task.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosnas.model.text.wordpiece.Normalization;
import org.mosnas.model.text.wordpiece.WordPiece;
import org.mosnas.model.text.wordpiece.WordPieceVocabulary;

class LabelledEncoderTest {
  private static final WordPiece TOKENIZER =
      new WordPiece(
          new WordPieceVocabulary(
              List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b", "##b")),
          Normalization.UNCASED);

  @Test
  void putsSpecialTokensAroundTexts() {
    LabelledExample one = new LabelledEncoder(TOKENIZER, 8).encode(List.of("A bb"), 3);
    assertThat(one.ids()).containsExactly(2, 5, 6, 7, 3);
    assertThat(one.types()).containsOnly(0).hasSize(5);
    assertThat(one.label()).isEqualTo(3);
    LabelledExample pair = new LabelledEncoder(TOKENIZER, 8).encode(List.of("a", "b b"), 0.5f);
    assertThat(pair.ids()).containsExactly(2, 5, 3, 6, 6, 3);
    assertThat(pair.types()).containsExactly(0, 0, 0, 1, 1, 1);
    assertThat(pair.label()).isEqualTo(0.5f);
  }

  @Test
  void whatHasNoTokensHasItsPlace() {
    LabelledExample pair = new LabelledEncoder(TOKENIZER, 8).encode(List.of("", "b"), 0);
    assertThat(pair.ids()).containsExactly(2, 3, 6, 3);
    assertThat(pair.types()).containsExactly(0, 0, 1, 1);
  }

  @Test
  void cutsALongText() {
    assertThat(new LabelledEncoder(TOKENIZER, 5).encode(List.of("a a a b b"), 0).ids())
        .containsExactly(2, 5, 5, 5, 3);
  }

  @Test
  void knowsWhatItCuts() {
    LabelledEncoder encoder = new LabelledEncoder(TOKENIZER, 5);
    assertThat(encoder.cuts(encoder.pieces(List.of("a a a")))).isFalse();
    assertThat(encoder.cuts(encoder.pieces(List.of("a a a a")))).isTrue();
    assertThat(encoder.cuts(encoder.pieces(List.of("a", "b")))).isFalse();
    assertThat(encoder.cuts(encoder.pieces(List.of("a", "b b")))).isTrue();
  }

  /** As BERT's own loop does it, a token at a time. */
  @ParameterizedTest
  @CsvSource({"5, 4, 9", "6, 9, 4", "9, 3, 3", "9, 2, 9", "10, 9, 9", "11, 9, 1", "12, 0, 20"})
  void cutsTheLongerTextOfAPairFirst(int maxLength, int first, int second) {
    int a = first;
    int b = second;
    while (a + b > maxLength - 3) {
      if (a > b) {
        a--;
      } else {
        b--;
      }
    }
    LabelledExample pair =
        new LabelledEncoder(TOKENIZER, maxLength)
            .encode(List.of("a ".repeat(first), "b ".repeat(second)), 0);
    assertThat(pair.ids()).hasSize(a + b + 3).endsWith(3);
    assertThat(Arrays.stream(pair.ids()).filter(id -> id == 5).count()).isEqualTo(a);
    assertThat(Arrays.stream(pair.ids()).filter(id -> id == 6).count()).isEqualTo(b);
    assertThat(Arrays.stream(pair.types()).sum()).isEqualTo(b + 1);
  }

  @Test
  void refusesALengthWithoutRoom() {
    assertThatThrownBy(() -> new LabelledEncoder(TOKENIZER, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("max-length must be at least 5, was 4");
  }
}
