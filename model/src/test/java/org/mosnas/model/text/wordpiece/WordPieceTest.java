package org.mosnas.model.text.wordpiece;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mosnas.model.text.TextFixtures.lines;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.text.TextFixtures;

/** The first examples are those of BERT's own tokenization tests. */
class WordPieceTest {
  private static final WordPiece UNCASED =
      wordPiece(Normalization.UNCASED, "want", "##want", "##ed", "wa", "un", "runn", "##ing", ",");

  static WordPiece wordPiece(Normalization rules, String... pieces) {
    List<String> tokens = new ArrayList<>(WordPieceVocabulary.SPECIALS);
    tokens.addAll(List.of(pieces));
    return new WordPiece(new WordPieceVocabulary(tokens), rules);
  }

  private static String spelled(WordPiece wordPiece, String text) {
    return Arrays.stream(wordPiece.ids(text))
        .mapToObj(wordPiece.vocabulary()::token)
        .collect(Collectors.joining(" "));
  }

  private static List<String> words(Normalization rules, String text) {
    return Words.split(rules.apply(text));
  }

  @Test
  void spellsWordsByTheLongestPieces() {
    assertThat(spelled(UNCASED, "UNwant\u00E9d,running")).isEqualTo("un ##want ##ed , runn ##ing");
    assertThat(spelled(UNCASED, "unwanted running")).isEqualTo("un ##want ##ed runn ##ing");
    assertThat(spelled(UNCASED, "unwantedX running")).isEqualTo("[UNK] runn ##ing");
    assertThat(spelled(UNCASED, "")).isEmpty();
    assertThat(spelled(UNCASED, " \t\u3000")).isEmpty();
  }

  @Test
  void normalisesAsBertDoes() {
    assertThat(words(Normalization.UNCASED, " \tHeLLo!how  \n Are yoU?  "))
        .containsExactly("hello", "!", "how", "are", "you", "?");
    assertThat(words(Normalization.UNCASED, "H\u00E9llo")).containsExactly("hello");
    assertThat(words(Normalization.CASED, " \tHeLLo!how  \n Are yoU?  "))
        .containsExactly("HeLLo", "!", "how", "Are", "yoU", "?");
    assertThat(words(Normalization.UNCASED, "ah\u535A\u63A8zz"))
        .containsExactly("ah", "\u535A", "\u63A8", "zz");
    assertThat(words(Normalization.UNCASED, "a\u0000b\ufffdc\u200bd\u00ade"))
        .containsExactly("abcde");
    assertThat(words(new Normalization(true, false, true, true), "\u00C4\u0130"))
        .containsExactly("\u00e4i\u0307");
    assertThat(words(new Normalization(true, true, false, false), "\u4e00\u4e01"))
        .containsExactly("\u4e00\u4e01");
    assertThat(words(Normalization.UNCASED, "\u039F\u03A3")).containsExactly("\u03bf\u03c3");
  }

  @Test
  void takesPunctuationApart() {
    assertThat(words(Normalization.UNCASED, "-$`_\u2014\u00a7A+1"))
        .containsExactly("-", "$", "`", "_", "\u2014", "\u00a7", "a", "+", "1");
    // Signs that are no punctuation in Unicode, and not of ASCII either.
    assertThat(words(Normalization.UNCASED, "\u20ac5\u00d72")).containsExactly("\u20ac5\u00d72");
  }

  @Test
  void doesNotSpellWordsThatAreTooLong() {
    WordPiece a = wordPiece(Normalization.UNCASED, "a", "##a", "\ud83d\ude00", "##\ud83d\ude00");
    assertThat(a.ids("a".repeat(100))).hasSize(100).doesNotContain(a.vocabulary().unknown());
    assertThat(a.ids("a".repeat(101))).containsExactly(a.vocabulary().unknown());
    // Counted in characters, not in UTF-16 units.
    assertThat(a.ids("\ud83d\ude00".repeat(100))).hasSize(100);
    assertThat(a.ids("\ud83d\ude00".repeat(101))).containsExactly(a.vocabulary().unknown());
  }

  @Test
  void specialTokensInATextAreText() {
    WordPiece small = wordPiece(Normalization.UNCASED, "[", "]", "mask");
    assertThat(spelled(small, "[MASK]")).isEqualTo("[ mask ]");
  }

  @Test
  void putsPiecesTogetherAgain() {
    WordPieceVocabulary vocabulary = UNCASED.vocabulary();
    int[] ids = UNCASED.ids("unwanted, running");
    int[] sequence = new int[ids.length + 3];
    sequence[0] = vocabulary.classification();
    System.arraycopy(ids, 0, sequence, 1, ids.length);
    sequence[ids.length + 1] = vocabulary.mask();
    sequence[ids.length + 2] = vocabulary.separator();
    assertThat(UNCASED.text(sequence)).isEqualTo("unwanted , running [MASK]");
    assertThat(UNCASED.text(new int[] {vocabulary.id("##ing").orElseThrow()})).isEqualTo("##ing");
  }

  @Test
  void textOfIdsHasTheSameIds() {
    List<String> pieces = new ArrayList<>();
    for (String character : "abcdef0123@-.,'!".split("")) {
      pieces.add(character);
      pieces.add("##" + character);
    }
    pieces.addAll(List.of("ab", "##ab", "##cd", "bcd"));
    WordPiece wordPiece = wordPiece(Normalization.UNCASED, pieces.toArray(String[]::new));
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 2000; i++) {
      String line = TextFixtures.randomLine(random, 30);
      int[] ids = wordPiece.ids(line);
      if (Arrays.stream(ids).noneMatch(id -> id == wordPiece.vocabulary().unknown())) {
        assertThat(wordPiece.ids(wordPiece.text(ids))).as(line).isEqualTo(ids);
      }
    }
  }

  @Test
  void travels() {
    WordPiece read = TextFixtures.travelled(UNCASED, WordPiece.class);
    assertThat(read.ids("unwanted")).isEqualTo(UNCASED.ids("unwanted"));
    assertThat(read.vocabulary()).isEqualTo(UNCASED.vocabulary());
  }

  @Test
  void vocabulariesAreReadAsTheyAreWritten() {
    StringBuilder text = new StringBuilder();
    UNCASED.vocabulary().write(text);
    assertThat(text).startsWith("[PAD]\n[UNK]\n").endsWith("\n,\n");
    WordPieceVocabulary read = WordPieceVocabulary.read(lines(text.toString()));
    assertThat(read).isEqualTo(UNCASED.vocabulary()).hasSameHashCodeAs(UNCASED.vocabulary());
    assertThat(read.isContinuation(read.id("##ed").orElseThrow())).isTrue();
    assertThat(read.isContinuation(read.id("un").orElseThrow())).isFalse();
    assertThat(read.isSpecial(read.mask())).isTrue();
    assertThat(read.isSpecial(read.id(",").orElseThrow())).isFalse();
    assertThat(read.id("unwanted")).isEmpty();
  }

  @Test
  void vocabulariesThatAreNoneOfOursAreRefused() {
    assertBad("[UNK]\n[PAD]\n[CLS]\n[SEP]\n[MASK]\n", "[PAD] must be the first token");
    assertBad("[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\n", "there is no token [MASK]");
    assertBad("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\nb\na\n", "'a' occurs twice, with the ids 5");
    assertBad("[PAD]\n[UNK]\n\n[CLS]\n[SEP]\n[MASK]\n", "token 2 is empty");
  }

  private static void assertBad(String text, String message) {
    assertThatThrownBy(() -> WordPieceVocabulary.read(lines(text)))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("FILE: ")
        .hasMessageContaining(message);
  }
}
