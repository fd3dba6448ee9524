package org.mosnas.model.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Expected scores were printed by sacreBLEU 2.6.0. */
class ChrfTest {
  private static final double TOLERANCE = 1e-9;
  private static final Chrf CHRF = Chrf.standard();

  @Test
  void scoresCharacterNgrams() {
    assertScore(CHRF, 72.0848317308, "the cat sat on the mat", "the cat sat on a mat");
    assertScore(CHRF, 10.7046928916, "Das ist gut", "Das war schlecht");
    assertScore(CHRF, 32.8555107096, "(hi) 😀 x", "(hi)! 😀x y");
    assertScore(CHRF, 100, "abc", "abc");
    assertScore(CHRF, 0, "abc", "xyz");
    assertScore(CHRF, 0, "", "xyz");
  }

  @Test
  void addsUpCountsOverTheCorpus() {
    ChrfScore score =
        CHRF.corpus(
            List.of("the cat sat on the mat", "a small test of the scorer"),
            List.of("the cat sat on a mat", "a small test of this new scorer here"));
    assertThat(score.score()).isCloseTo(64.6568767965, within(TOLERANCE));
    assertThat(score)
        .hasToString(
            "chrF2|nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:mosnas-1 = 64.66");
  }

  @Test
  void addsWordsForPlusPlus() {
    Chrf plusPlus = CHRF.plusPlus();
    assertScore(plusPlus, 72.0303924530, "the cat sat on the mat", "the cat sat on a mat");
    assertScore(plusPlus, 12.2738410338, "Das ist gut", "Das war schlecht");
    assertScore(plusPlus, 24.6416330322, "(hi) 😀 x", "(hi)! 😀x y");
    assertThat(plusPlus.corpus(List.of("a"), List.of("a")).name()).isEqualTo("chrF2++");
  }

  @Test
  void averagesScoresOfLengthsWithEpsilonSmoothing() {
    Chrf smoothed = CHRF.withEpsilonSmoothing();
    assertScore(smoothed, 72.0802059018, "the cat sat on the mat", "the cat sat on a mat");
    assertScore(smoothed, 10.7031857032, "Das ist gut", "Das war schlecht");
    assertScore(smoothed, 50, "abc", "abc");
    assertThat(smoothed.plusPlus().signature(1))
        .isEqualTo("nrefs:1|case:mixed|eff:no|nc:6|nw:2|space:no|version:mosnas-1");
  }

  @Test
  void keepsCaseUnlessAsked() {
    assertScore(CHRF, 12.1031746032, "DAS ist GUT", "das ist gut");
    assertScore(CHRF.ignoringCase(), 100, "DAS ist GUT", "das ist gut");
    assertThat(CHRF.ignoringCase().signature(-1)).startsWith("nrefs:var|case:lc|");
  }

  @Test
  void takesTheBestReference() {
    long[] counts = CHRF.statistics("the cat", List.of("a cat sat", "the cats"));
    assertThat(CHRF.value(counts)).isCloseTo(77.5710334423, within(TOLERANCE));
    assertThatThrownBy(() -> CHRF.statistics("a", List.<String>of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertScore(
      Chrf metric, double expected, String hypothesis, String reference) {
    assertThat(metric.corpus(List.of(hypothesis), List.of(reference)).score())
        .as("%s for %s", hypothesis, reference)
        .isCloseTo(expected, within(TOLERANCE));
  }
}
