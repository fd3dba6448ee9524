package org.mosnas.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Item 8.10 of the specification. */
class VocabularyTest {
  private static final String EMOJI = "\ud83d\ude00";

  private static final Map<String, Long> COUNTS =
      Map.of("b", 3L, "a", 3L, "c", 7L, "\uff01", 1L, EMOJI, 1L, "Z", 3L, "rare", 1L);

  @Test
  void numbersByDecreasingCountThenCodePoint() {
    Vocabulary vocabulary = Vocabulary.build(COUNTS, 0, 0);
    assertThat(wordsOf(vocabulary))
        .isEqualTo(
            "<s> <pad> </s> <unk> c Z a b rare \uff01 "
                + EMOJI
                + " madeupword0000 madeupword0001 madeupword0002 madeupword0003 madeupword0004");
    assertThat(vocabulary.size()).isEqualTo(16);
    assertThat(vocabulary.count(4)).isEqualTo(7);
    assertThat(vocabulary.count(11)).isZero();
  }

  @Test
  void addsNoPaddingWordsToAMultipleOfEight() {
    assertThat(wordsOf(Vocabulary.build(COUNTS, 8, 0))).isEqualTo("<s> <pad> </s> <unk> c Z a b");
  }

  @Test
  void cutsAtSizeAndThresholdBeforePadding() {
    assertThat(wordsOf(Vocabulary.build(COUNTS, 6, 0)))
        .isEqualTo("<s> <pad> </s> <unk> c Z madeupword0000 madeupword0001");
    assertThat(wordsOf(Vocabulary.build(COUNTS, 0, 4)))
        .isEqualTo("<s> <pad> </s> <unk> c madeupword0000 madeupword0001 madeupword0002");
    assertThat(wordsOf(Vocabulary.build(COUNTS, 0, 4, 1))).isEqualTo("<s> <pad> </s> <unk> c");
  }

  @Test
  void encodesWithEndOfSentenceAndUnknownWords() {
    Vocabulary vocabulary = Vocabulary.build(COUNTS, 0, 0);
    assertThat(vocabulary.encode(" c\u00a0nowhere  a ")).containsExactly(4, 3, 6, 2);
    assertThat(vocabulary.encode("")).containsExactly(2);
  }

  @Test
  void takesSpecialWordsInTextForUnknown() {
    Map<String, Long> counts = new HashMap<>(COUNTS);
    counts.put("</s>", 100L);
    Vocabulary vocabulary = Vocabulary.build(counts, 0, 0);
    assertThat(vocabulary).isEqualTo(Vocabulary.build(COUNTS, 0, 0));
    assertThat(vocabulary.encode("</s> <pad> <s> <unk>")).containsExactly(3, 3, 3, 3, 2);
  }

  @Test
  void decodesWithoutSpecialsButWithUnknown() {
    Vocabulary vocabulary = Vocabulary.build(COUNTS, 0, 0);
    assertThat(vocabulary.decode(new int[] {0, 4, 3, 6, 2, 1, 1})).isEqualTo("c <unk> a");
  }

  @Test
  void addsUpCountsOfBothLanguages() {
    Map<String, Long> joint = Vocabulary.joinCounts(Map.of("a", 1L, "b", 2L), Map.of("b", 3L));
    assertThat(joint).isEqualTo(Map.of("a", 1L, "b", 5L));
  }

  @Test
  void avoidsPaddingWordsThatTheTextContains() {
    Vocabulary vocabulary = Vocabulary.build(Map.of("madeupword0000", 5L), 0, 0);
    assertThat(wordsOf(vocabulary))
        .isEqualTo(
            "<s> <pad> </s> <unk> madeupword0000 madeupword0001 madeupword0002 madeupword0003");
  }

  @Test
  void travelsToExecutors() {
    Vocabulary vocabulary = Vocabulary.build(COUNTS, 0, 0);
    Vocabulary there = TextFixtures.travelled(vocabulary, Vocabulary.class);
    assertThat(there).isEqualTo(vocabulary);
    assertThat(there.encode("b c")).containsExactly(7, 4, 2);
  }

  @Test
  void refusesSizesWithoutRoomForWords() {
    assertThatThrownBy(() -> Vocabulary.build(COUNTS, 4, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxSize 4");
  }

  private static String wordsOf(Vocabulary vocabulary) {
    StringBuilder words = new StringBuilder();
    for (int id = 0; id < vocabulary.size(); id++) {
      words.append(id == 0 ? "" : " ").append(vocabulary.word(id));
    }
    return words.toString();
  }
}
