package org.mosnas.model.text.wordpiece;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mosnas.model.text.TextFixtures;

/** Our WordPiece gives the ids that Hugging Face's own library gives. */
class PublishedTokenizerTest {
  /** Characters that are compared in one line, since a call of the library costs more. */
  private static final int TOGETHER = 64;

  private static final List<String> LINES =
      List.of(
          "Hello, y'all! How are you \ud83d\ude01 ?",
          "na\u00efve caf\u00e9 \u0130stanbul \u00c5ngstr\u00f6m \u01c5 \u00df \ufb01ne \u1e9e",
          "\u6771\u4eac\u306b\u884c\u304f \ud55c\uad6d\uc5b4 \u0e44\u0e17\u0e22 \u0939\u093f\u0928\u094d\u0926\u0940",
          "tab\tnew\nline\rreturn\u000bvertical\u000cfeed\u0085next\u2028line\u2029paragraph",
          "nul\u0000 bell\u0007 esc\u001b del\u007f soft\u00adhyphen zero\u200bwidth bom\ufeff x\ufffdy",
          "a\u00a0b\u1680c\u2003d\u202fe\u205ff\u3000g\u180eh",
          "e\u0301 \u0301 a\u0328\u0301 \u0345 \u20dd \u0903",
          "$1,000.50 + 3% = ~x^2 `code` <b>|_|</b> {[(@#&*)]} \\ / \u20ac \u00a3 \u00a7 \u00b6 \u00b7 \u00bf",
          "\u201cquoted\u201d \u2018single\u2019 \u2014 \u2013 \u2026 \u3001\u3002 \uff01 \u061f \u05be \u2e3a",
          "\u039f\u0394\u039f\u03a3 \u03a3\u03a3 \u0421\u041b\u041e\u0412\u041e \u1f08\u03b8\u1fc6\u03bd\u03b1\u03b9",
          "\ud835\udd17\ud835\udd22 \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\uddeb\ud83c\uddf7 \ud840\udc00 \ud869\udf00 \u3400 \uf900",
          "unaffable " + "a".repeat(100) + " " + "a".repeat(101) + " " + "\u00e9".repeat(101),
          "\ud83d\ude00".repeat(100) + " " + "-".repeat(300) + " antidisestablishmentarianism",
          "##ing [UNKNOWN] [pad] unused0 ");

  @Test
  void agreesOnHardLines() {
    String json = PublishedTokenizer.json();
    WordPiece ours = TokenizerJson.read("all-minilm-l6-v2-tokenizer.json", json);
    assertThat(ours.vocabulary().size()).isEqualTo(30522);
    assertThat(ours.rules()).isEqualTo(Normalization.UNCASED);
    assertThat(ours.vocabulary().mask()).isEqualTo(103);
    try (HuggingFaceTokenizer theirs = PublishedTokenizer.library(json)) {
      assertAgree(ours, theirs, LINES);
    }
  }

  @Test
  void agreesOnRandomLinesUnderAllRules() {
    WordPiece published = TokenizerJson.read("tokenizer.json", PublishedTokenizer.json());
    List<String> lines = lines(500);
    for (int bits = 0; bits < 16; bits++) {
      Normalization rules =
          new Normalization((bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0, (bits & 8) > 0);
      WordPiece ours = new WordPiece(published.vocabulary(), rules);
      try (HuggingFaceTokenizer theirs = PublishedTokenizer.library(TokenizerJson.write(ours))) {
        assertAgree(ours, theirs, LINES);
        assertAgree(ours, theirs, lines);
      }
    }
  }

  /**
   * Their table of characters is that of Unicode 8, and 256 ideographs of extension E are missing
   * in their list, though not in that of BERT.
   */
  @Test
  void agreesOnCharactersThatAreNotNew() {
    WordPiece ours = TokenizerJson.read("tokenizer.json", PublishedTokenizer.json());
    List<Integer> others = new ArrayList<>();
    try (HuggingFaceTokenizer theirs = PublishedTokenizer.library(PublishedTokenizer.json())) {
      for (int c = 0; c <= Character.MAX_CODE_POINT; c += TOGETHER) {
        others.addAll(
            different(ours, theirs, c, Math.min(c + TOGETHER, 1 + Character.MAX_CODE_POINT)));
      }
    }
    assertThat(others).hasSizeLessThan(700).allMatch(c -> c >= 0x7fd);
  }

  /** Those of some characters, without surrogates, that the two read differently. */
  private static List<Integer> different(
      WordPiece ours, HuggingFaceTokenizer theirs, int from, int to) {
    List<Integer> characters =
        IntStream.range(from, to)
            .filter(c -> Character.getType(c) != Character.SURROGATE)
            .boxed()
            .toList();
    String line =
        characters.stream().map(PublishedTokenizerTest::word).collect(Collectors.joining(" "));
    if (characters.isEmpty() || agree(ours, theirs, line)) {
      return List.of();
    }
    return characters.stream().filter(c -> !agree(ours, theirs, word(c))).toList();
  }

  private static String word(int character) {
    return "a" + Character.toString(character) + "b";
  }

  private static boolean agree(WordPiece ours, HuggingFaceTokenizer theirs, String line) {
    return Arrays.equals(ours.ids(line), PublishedTokenizer.ids(theirs, line));
  }

  private static void assertAgree(WordPiece ours, HuggingFaceTokenizer theirs, List<String> lines) {
    for (String line : lines) {
      assertThat(ours.ids(line))
          .as("%s of '%s'", ours.rules(), escaped(line))
          .isEqualTo(PublishedTokenizer.ids(theirs, line));
    }
  }

  private static String escaped(String line) {
    StringBuilder text = new StringBuilder();
    line.chars()
        .mapToObj(
            c ->
                c < 127 && c >= 32
                    ? Character.toString(c)
                    : String.format(Locale.ROOT, "\\u%04x", c))
        .forEach(text::append);
    return text.toString();
  }

  private static List<String> lines(int count) {
    SplittableRandom random = new SplittableRandom(7);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(TextFixtures.randomLine(random, 40));
    }
    return lines;
  }
}
