package org.mosnas.model.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.model.text.Whitespace;

/** Item 8.10 of the specification. */
class HatBleuTest {
  private final HatBleu bleu = new HatBleu();

  @Test
  void splitsCompoundsFromTheLeftWithoutOverlap() {
    assertThat(HatBleu.splitCompounds("state-of-the-art"))
        .isEqualTo("state ##AT##-##AT## of ##AT##-##AT## the ##AT##-##AT## art");
    assertThat(HatBleu.splitCompounds("a-b-c")).isEqualTo("a ##AT##-##AT## b-c");
    assertThat(HatBleu.splitCompounds("- x -")).isEqualTo("- x -");
    assertThat(HatBleu.splitCompounds("x--y")).isEqualTo("x ##AT##-##AT## -y");
    assertThat(HatBleu.splitCompounds("😀-ä")).isEqualTo("😀 ##AT##-##AT## ä");
  }

  @Test
  void splitsBesideEverythingButWhiteSpace() {
    for (int c = 0; c < 0x10000; c++) {
      if (!Character.isSurrogate((char) c)) {
        String line = Character.toString(c) + "-b";
        assertThat(HatBleu.splitCompounds(line).equals(line))
            .as("U+%04X", c)
            .isEqualTo(Whitespace.isSpace(c));
      }
    }
  }

  @Test
  void scoresTheExamplesOfTheSpecification() {
    BleuScore one = bleu.corpus(List.of("the cat sat on the mat"), List.of("the cat sat on a mat"));
    assertThat(one.score()).isCloseTo(53.7285, within(5e-5));
    BleuScore two =
        bleu.corpus(
            List.of("the cat sat on the mat", "a small test of the scorer"),
            List.of("the cat sat on a mat", "a small test of this new scorer here"));
    assertThat(two.score()).isCloseTo(45.4802, within(5e-5));
    assertThat(two.brevityPenalty()).isCloseTo(0.846482, within(5e-7));
    assertThat(two.matches()).containsExactly(10L, 6L, 4L, 2L);
    assertThat(two.totals()).containsExactly(12L, 10L, 8L, 6L);
  }

  @Test
  void countsPartsOfCompoundsAsWords() {
    // 5 words each: a ##AT##-##AT## b c d against a ##AT##-##AT## x c d.
    BleuScore score = bleu.corpus(List.of("a-b c d"), List.of("a-x c d"));
    assertThat(score.matches()).containsExactly(4L, 2L, 0L, 0L);
    assertThat(score.totals()).containsExactly(5L, 4L, 3L, 2L);
    assertThat(score.score()).isZero();
  }

  @Test
  void neverMatchesUnknownWords() {
    // Without the rule all of 5, 4, 3, 2 would match.
    BleuScore score = bleu.corpus(List.of("<unk> a b c d"), List.of("<unk> a b c d"));
    assertThat(score.matches()).containsExactly(4L, 3L, 2L, 1L);
    assertThat(score.score()).isCloseTo(100 * Math.pow(0.8 * 0.75 / 1.5 * 0.5, 0.25), within(1e-9));
  }

  @Test
  void leavesPunctuationAndCaseToTheTokenizer() {
    BleuScore score = bleu.corpus(List.of("A b c d ."), List.of("a b c d."));
    assertThat(score.matches()).containsExactly(2L, 1L, 0L, 0L);
    assertThat(score.signature())
        .isEqualTo(
            "nrefs:1|case:mixed|eff:no|tok:none-compound-split|smooth:none|version:mosnas-1");
  }
}
