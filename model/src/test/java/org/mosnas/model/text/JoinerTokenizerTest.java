package org.mosnas.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosnas.model.text.bpe.BpeCodes;
import org.mosnas.model.text.bpe.BpeEncoder;

class JoinerTokenizerTest {
  private static final Pattern ESCAPES = Pattern.compile("％[％j]");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "Hello, (you)! | Hello ￭, (￭ you ￭) ￭!",
        "He said: \"Stop.\" | He said ￭: \"￭ Stop ￭. ￭\"",
        "Er sagte: „Halt!“ | Er sagte ￭: „￭ Halt ￭! ￭“",
        "don't l’homme dogs' 'tis | don't l’homme dogs ￭' '￭ tis",
        "3.14 1,000.5 3. 5,a .5 | 3.14 1,000.5 3 ￭. 5 ￭,￭ a .￭ 5",
        "E-Mail-Adresse 10:30 | E ￭-￭ Mail ￭-￭ Adresse 10 ￭:￭ 30",
        "wait... what?! -- | wait ￭... what ￭? ￭! --",
        "a@b @@ x@@y | a ￭@￭ b @ ￭@ x ￭@ ￭@￭ y",
        "中文字。Java程序 | 中 ￭文 ￭字 ￭。￭ Java ￭程 ￭序",
        "C++ C# $5 50% 20°C | C ￭++ C ￭# $￭ 5 50 ￭% 20 ￭°￭ C",
        "<b>fett</b> | <￭ b ￭>￭ fett ￭< ￭/￭ b ￭>",
        "a ￭ b￭c ％j | a ％j b ￭％j￭ c ％％￭ j",
        "naïve Straße über Ελλάδα | naïve Straße über Ελλάδα"
      })
  void separatesPunctuationFromWords(String line, String tokens) {
    assertThat(String.join(" ", JoinerTokenizer.tokenize(line))).isEqualTo(tokens);
    assertThat(JoinerTokenizer.detokenize(JoinerTokenizer.tokenize(line))).isEqualTo(line);
  }

  @Test
  void restoresEveryNormalisedLine() {
    long seed = 5;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      String line = TextNormalizer.normalize(TextFixtures.randomLine(random, 12));
      List<String> tokens = JoinerTokenizer.tokenize(line);
      assertThat(JoinerTokenizer.detokenize(tokens))
          .as("seed %d, draw %d", seed, i)
          .isEqualTo(line);
      assertThat(tokens)
          .as("seed %d, draw %d", seed, i)
          .noneMatch(t -> t.isEmpty() || t.codePoints().anyMatch(Whitespace::isSpace));
    }
  }

  @Test
  void survivesBytePairsAtEveryCharacter() {
    long seed = 6;
    SplittableRandom random = new SplittableRandom(seed);
    BpeEncoder encoder = new BpeEncoder(new BpeCodes(BpeCodes.Version.V0_2, List.of()));
    for (int i = 0; i < 5000; i++) {
      String line = TextNormalizer.normalize(TextFixtures.randomLine(random, 12));
      String pieces = String.join(" ", encoder.encode(JoinerTokenizer.tokenize(line)));
      List<String> words = Whitespace.split(BpeCodes.remove(pieces));
      assertThat(JoinerTokenizer.detokenize(words)).as("seed %d, draw %d", seed, i).isEqualTo(line);
    }
  }

  @Test
  void makesTextOfAnyWords() {
    assertThat(JoinerTokenizer.detokenize(List.of("￭,", "a", "￭", "b", "￭￭", "c", "(￭")))
        .isEqualTo(", a bc (");
    assertThat(JoinerTokenizer.detokenize(List.of("a", "￭-￭", "￭-￭", "b"))).isEqualTo("a--b");
    assertThat(JoinerTokenizer.detokenize(List.of("％", "％x", "％j"))).isEqualTo("％ ％x ￭");
    assertThat(JoinerTokenizer.detokenize(List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Auto@@ Auto@@ ￭… | AutoAuto…",
        "Auto@@ ￭@@ Auto | AutoAuto",
        "a@@ ￭@@ ￭@@ b ￭@@ ￭c | abc",
        "￭@@ ￭@@ ￭ a ￭￭￭ ￭ b | a b",
        "a ￭￭b ￭￭ ￭c￭￭ d | abcd",
        "a@@ ￭j@@ ￭％j ％@@ ￭@@ j | aj￭ ％j",
      })
  void joinersInsideWordsGlueAndAreNotSeen(String pieces, String text) {
    List<String> words = Whitespace.split(BpeCodes.remove(pieces));
    assertThat(JoinerTokenizer.detokenize(words)).isEqualTo(text);
  }

  @Test
  void noWordsHaveJoinersInTheirTextThatAreNotEscaped() {
    long seed = 7;
    SplittableRandom random = new SplittableRandom(seed);
    List<String> parts = List.of("￭", "￭", "％", "j", "％j", "％％", "a", "@@", "…", "\ud83d\ude00");
    for (int i = 0; i < 20_000; i++) {
      StringBuilder line = new StringBuilder();
      int length = random.nextInt(12);
      for (int part = 0; part < length; part++) {
        line.append(parts.get(random.nextInt(parts.size())))
            .append(random.nextInt(4) > 0 ? "" : " ");
      }
      List<String> words = Whitespace.split(BpeCodes.remove(line.toString()));
      long escaped =
          words.stream()
              .flatMap(word -> ESCAPES.matcher(word).results())
              .filter(escape -> escape.group().equals("％j"))
              .count();
      String text = JoinerTokenizer.detokenize(words);
      assertThat(text.chars().filter(c -> c == JoinerTokenizer.JOINER).count())
          .as("seed %d, draw %d: '%s' of %s", seed, i, text, words)
          .isEqualTo(escaped);
      assertThat(text).as("seed %d, draw %d: %s", seed, i, words).doesNotContain("  ");
    }
  }
}
