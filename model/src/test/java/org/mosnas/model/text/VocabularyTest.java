package org.mosnas.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mosnas.model.text.TextFixtures.lines;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mosnas.model.error.BadDataException;

/** Item 8.10 of the specification. */
class VocabularyTest {

  @Test
  void readsAndRewritesTheFixtureUnchanged() throws IOException {
    Path file = TextFixtures.fixture("dict.en.txt");
    try (TextLines lines = TextLines.open(file)) {
      Vocabulary vocabulary = Vocabulary.read(lines);
      assertThat(vocabulary.size()).isEqualTo(12);
      assertThat(vocabulary.token(4)).isEqualTo("the");
      assertThat(vocabulary.count(7)).isEqualTo(3);
      assertThat(vocabulary.token(9)).isEqualTo("na\u00a0me");
      assertThat(vocabulary.id("der")).isEqualTo(6);
      assertThat(written(vocabulary)).isEqualTo(Files.readString(file));
    }
  }

  @Test
  void splitsAtTheLastBlank() {
    assertThat(Vocabulary.read(lines("a b 3\n")).id("a b")).isEqualTo(4);
  }

  @Test
  void readsBackWhatItWrites() {
    assertReadBack(Map.of("x", 2L, "y", 9L, "z", 2L));
    assertReadBack(Map.of("\ufeff", 9L, "\ufeffa", 2L, "\u200b", 1L, "a\u0000", 1L));
    assertReadBack(Map.of("BZh9", 9L, "\u0000", 2L, "\u00ad", 1L));
  }

  private static void assertReadBack(Map<String, Long> counts) {
    Vocabulary vocabulary = Vocabulary.build(counts, 0, 0);
    byte[] bytes = written(vocabulary).getBytes(StandardCharsets.UTF_8);
    TextLines stored = TextLines.stored("FILE", new ByteArrayInputStream(bytes));
    assertThat(Vocabulary.read(stored)).isEqualTo(vocabulary);
  }

  @Test
  void namesTheBadLine() {
    assertBad("a 1\nb\n", "FILE:2: expected '<token> <count>', found 'b'");
    assertBad("a 1\nb x\n", "FILE:2: count 'x'");
    assertBad("a -1\n", "FILE:1: count '-1'");
    assertBad("a 1\nb 1\na 1\n", "FILE:3: token 'a' occurs a second time");
    assertBad("<unk> 1\n", "FILE:1: special token '<unk>'");
    assertBad("\n", "FILE:1: expected");
  }

  private static void assertBad(String text, String message) {
    assertThatThrownBy(() -> Vocabulary.read(lines(text)))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(message);
  }

  private static String written(Vocabulary vocabulary) {
    StringBuilder text = new StringBuilder();
    vocabulary.write(text);
    return text.toString();
  }

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
  }

  @Test
  void encodesWithEndOfSentenceAndUnknownWords() {
    Vocabulary vocabulary = Vocabulary.build(COUNTS, 0, 0);
    assertThat(vocabulary.encode(List.of("c", "nowhere", "a"))).containsExactly(4, 3, 6, 2);
    assertThat(vocabulary.encode(List.of())).containsExactly(2);
  }

  @Test
  void takesSpecialWordsInTextForUnknown() {
    Map<String, Long> counts = new HashMap<>(COUNTS);
    counts.put("</s>", 100L);
    Vocabulary vocabulary = Vocabulary.build(counts, 0, 0);
    assertThat(vocabulary).isEqualTo(Vocabulary.build(COUNTS, 0, 0));
    assertThat(vocabulary.encode(List.of("</s>", "<pad>", "<s>", "<unk>")))
        .containsExactly(3, 3, 3, 3, 2);
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
    assertThat(there.encode(List.of("b", "c"))).containsExactly(7, 4, 2);
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
      words.append(id == 0 ? "" : " ").append(vocabulary.token(id));
    }
    return words.toString();
  }
}
