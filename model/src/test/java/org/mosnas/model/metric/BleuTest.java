package org.mosnas.model.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected scores and words were printed by sacreBLEU 2.6.0 unless a test gives the arithmetic. */
class BleuTest {
  private static final double TOLERANCE = 1e-9;
  private static final Bleu BLEU = new Bleu();

  @Test
  void scoresOneSentence() {
    // (5/6 · 3/5 · 2/4 · 1/3)^(1/4)
    long[] counts = BLEU.statistics("the cat sat on the mat", "the cat sat on a mat");
    assertThat(counts).containsExactly(6, 6, 5, 3, 2, 1, 6, 5, 4, 3);
    assertThat(BLEU.value(counts)).isCloseTo(53.7284965912, within(TOLERANCE));
    assertThat(BLEU.signature())
        .isEqualTo("nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:mosnas-1");
  }

  @Test
  void addsUpCountsOverTheCorpusAndPunishesBrevity() {
    List<long[]> counts =
        BLEU.statistics(
            List.of("the cat sat on the mat", "a small test of the scorer"),
            List.of("the cat sat on a mat", "a small test of this new scorer here"));
    assertThat(counts.get(1)).containsExactly(6, 8, 5, 3, 2, 1, 6, 5, 4, 3);
    assertThat(BLEU.value(counts)).isCloseTo(45.4801904703, within(TOLERANCE));
  }

  @Test
  void separatesPunctuation() {
    assertScore(75.9835685652, "Das ist ein kleiner Test.", "Dies ist ein kleiner Test.");
    assertScore(100, "The price rose by 1,000.5%, to $3.", "The price rose by 1,000.5 %, to $3 .");
  }

  @Test
  void countsAWordAtMostAsOftenAsTheReferenceHasIt() {
    // The first example of Papineni et al.: modified unigram precision 2/7.
    long[] counts = BLEU.statistics("the the the the the the the", "the cat is on the mat");
    assertThat(counts).startsWith(7, 6, 2, 0, 0, 0);
    assertThat(BLEU.value(counts)).isCloseTo(7.8098498423, within(TOLERANCE));
  }

  @Test
  void smoothsLengthsThatNeverMatch() {
    assertScore(15.6196996846, "the dog sat near the mat today", "the cat sat on the mat");
  }

  @Test
  void givesNothingWhereALengthIsMissing() {
    assertScore(0, "Das ist gut", "Das ist gut");
  }

  @Test
  void survivesEmptyTranslations() {
    assertScore(0, "", "a b c");
    assertScore(0, "x y z", "a b c");
  }

  @Test
  void refusesCorporaOfDifferentOrNoLength() {
    assertThatThrownBy(() -> BLEU.statistics(List.of("a"), List.of("a", "b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 hypotheses, 2 references");
    assertThatThrownBy(() -> BLEU.statistics(List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BLEU.value(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "Hello, world! | Hello , world !",
        "It costs $1,000.50 (about 3.5%). | It costs $ 1,000.50 ( about 3.5 % ) .",
        "\"Quoted\" text &quot;here&quot; &amp; there &lt;b&gt;"
            + " | \" Quoted \" text \" here \" & there < b >",
        "well-known 1990-2000 e-mail | well-known 1990 - 2000 e-mail",
        "z.B. usw., 3.,4 .5 5. | z . B . usw . , 3 . , 4 . 5 5 .",
        "<skipped>a <x> b | a < x > b",
        "a\u00a0b\u2028c \u200bd | a b c \u200bd",
        "Straße für 20°C — “ja” … ¿qué? | Straße für 20°C — “ja” … ¿qué ?",
        "{a}~b [c]^d_e`f \\g/h @i:j;k=l?m | { a } ~ b [ c ] ^ d _ e ` f \\ g / h @ i : j ; k = l ? m",
        "😀,😀. | 😀 , 😀 .",
        "AT&amp;T &amp;lt; | AT & T <",
        "it's O'Neil | it's O'Neil",
        "-5 5- | -5 5 -",
        "..., ... | . . . , . . ."
      })
  void splitsAsMteval13a(String line, String words) {
    assertThat(String.join(" ", Bleu.words(line))).isEqualTo(words);
  }

  private static void assertScore(double expected, String hypothesis, String reference) {
    assertThat(BLEU.value(BLEU.statistics(hypothesis, reference)))
        .isCloseTo(expected, within(TOLERANCE));
  }
}
