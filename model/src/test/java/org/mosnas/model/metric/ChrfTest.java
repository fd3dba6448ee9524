package org.mosnas.model.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Expected scores were printed by sacreBLEU 2.6.0. */
class ChrfTest {
  private static final double TOLERANCE = 1e-9;
  private static final Chrf CHRF = new Chrf();

  @Test
  void scoresCharacterNgrams() {
    assertScore(72.0848317308, "the cat sat on the mat", "the cat sat on a mat");
    assertScore(10.7046928916, "Das ist gut", "Das war schlecht");
    assertScore(32.8555107096, "(hi) 😀 x", "(hi)! 😀x y");
    assertScore(12.1031746032, "DAS ist GUT", "das ist gut");
    assertScore(100, "abc", "abc");
    assertScore(0, "abc", "xyz");
    assertScore(0, "", "xyz");
  }

  @Test
  void addsUpCountsOverTheCorpus() {
    List<long[]> counts =
        CHRF.statistics(
            List.of("the cat sat on the mat", "a small test of the scorer"),
            List.of("the cat sat on a mat", "a small test of this new scorer here"));
    assertThat(CHRF.value(counts)).isCloseTo(64.6568767965, within(TOLERANCE));
    assertThat(CHRF.signature())
        .isEqualTo("nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:mosnas-1");
  }

  private static void assertScore(double expected, String hypothesis, String reference) {
    assertThat(CHRF.value(CHRF.statistics(hypothesis, reference)))
        .as("%s for %s", hypothesis, reference)
        .isCloseTo(expected, within(TOLERANCE));
  }
}
