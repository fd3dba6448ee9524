package org.mosnas.model.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Expected scores were printed by sacreBLEU 2.6.0 unless a test gives the arithmetic. */
class BleuTest {
  private static final double TOLERANCE = 1e-9;
  private static final List<String> CAT = List.of("the cat sat on the mat");
  private static final List<String> CAT_REFERENCE = List.of("the cat sat on a mat");
  private static final List<String> DOG = List.of("the dog sat near the mat today");
  private static final List<String> DOG_REFERENCE = List.of("the cat sat on the mat");

  @Test
  void scoresOneSentence() {
    // (5/6 · 3/5 · 2/4 · 1/3)^(1/4)
    BleuScore score = Bleu.standard().corpus(CAT, CAT_REFERENCE);
    assertThat(score.score()).isCloseTo(53.7284965912, within(TOLERANCE));
    assertThat(score.matches()).containsExactly(5L, 3L, 2L, 1L);
    assertThat(score.totals()).containsExactly(6L, 5L, 4L, 3L);
    assertThat(score)
        .hasToString(
            "BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:mosnas-1 = 53.73"
                + " 83.3/60.0/50.0/33.3 (BP = 1.000 ratio = 1.000 hyp_len = 6 ref_len = 6)");
  }

  @Test
  void addsUpCountsOverTheCorpusAndPunishesBrevity() {
    BleuScore score =
        Bleu.standard()
            .corpus(
                List.of(CAT.get(0), "a small test of the scorer"),
                List.of(CAT_REFERENCE.get(0), "a small test of this new scorer here"));
    assertThat(score.score()).isCloseTo(45.4801904703, within(TOLERANCE));
    assertThat(score.brevityPenalty()).isCloseTo(0.846481724890614, within(TOLERANCE));
    assertThat(score.matches()).containsExactly(10L, 6L, 4L, 2L);
    assertThat(score.totals()).containsExactly(12L, 10L, 8L, 6L);
    assertThat(score.systemLength()).isEqualTo(12);
    assertThat(score.referenceLength()).isEqualTo(14);
  }

  @Test
  void separatesPunctuation() {
    assertScore(75.9835685652, "Das ist ein kleiner Test.", "Dies ist ein kleiner Test.");
    assertScore(100, "The price rose by 1,000.5%, to $3.", "The price rose by 1,000.5 %, to $3 .");
  }

  @Test
  void countsAWordAtMostAsOftenAsTheReferenceHasIt() {
    // The first example of Papineni et al.: modified unigram precision 2/7.
    BleuScore score =
        Bleu.standard()
            .corpus(List.of("the the the the the the the"), List.of("the cat is on the mat"));
    assertThat(score.matches()).containsExactly(2L, 0L, 0L, 0L);
    assertThat(score.score()).isCloseTo(7.8098498423, within(TOLERANCE));
  }

  @Test
  void takesTheBestOfSeveralReferences() {
    // Candidate 1 of Papineni et al.: 17 of 18 words, here with the full stop 18 of 19.
    BleuScore score =
        Bleu.standard()
            .corpusOfMany(
                List.of(
                    "It is a guide to action which ensures that the military always obeys the"
                        + " commands of the party."),
                List.of(
                    List.of(
                        "It is a guide to action that ensures that the military will forever heed"
                            + " Party commands.",
                        "It is the guiding principle which guarantees the military forces always"
                            + " being under the command of the Party.",
                        "It is the practical guide for the army always to heed the directions of"
                            + " the party.")));
    assertThat(score.matches()).containsExactly(18L, 11L, 8L, 5L);
    assertThat(score.score()).isCloseTo(54.0172589860, within(TOLERANCE));
    assertThat(score.signature()).startsWith("nrefs:3|");
  }

  @Test
  void takesTheClosestReferenceLengthAndOfTwoTheShorter() {
    BleuScore score =
        Bleu.standard()
            .corpusOfMany(List.of("a b c d e"), List.of(List.of("a b c d", "a b c d e f")));
    assertThat(score.referenceLength()).isEqualTo(4);
    assertThat(score.score()).isCloseTo(100, within(TOLERANCE));
  }

  @Test
  void smoothsAsAsked() {
    Bleu bleu = Bleu.standard();
    assertThat(bleu.corpus(DOG, DOG_REFERENCE).score()).isCloseTo(15.6196996846, within(TOLERANCE));
    assertThat(bleu.with(Smoothing.floor(0.1)).corpus(DOG, DOG_REFERENCE).score())
        .isCloseTo(8.3070184744, within(TOLERANCE));
    assertThat(bleu.with(Smoothing.add(1)).corpus(DOG, DOG_REFERENCE).score())
        .isCloseTo(27.1608378656, within(TOLERANCE));
    assertThat(bleu.with(Smoothing.none()).corpus(DOG, DOG_REFERENCE).score()).isZero();
  }

  @Test
  void givesNothingWhereALengthIsMissingUnlessTheOrderAdapts() {
    List<String> three = List.of("Das ist gut");
    assertThat(Bleu.standard().corpus(three, three).score()).isZero();
    assertThat(Bleu.standard().withEffectiveOrder().corpus(three, three).score())
        .isCloseTo(100, within(TOLERANCE));
    assertThat(
            Bleu.standard()
                .with(Smoothing.add(1))
                .sentence("Das ist gut", "Das war schlecht")
                .score())
        .isCloseTo(48.5491771707, within(TOLERANCE));
  }

  @Test
  void survivesEmptyTranslations() {
    BleuScore score = Bleu.standard().corpus(List.of(""), List.of("a b c"));
    assertThat(score.score()).isZero();
    assertThat(score.brevityPenalty()).isZero();
    assertScore(0, "x y z", "a b c");
  }

  @Test
  void ignoresCaseWhenAsked() {
    BleuScore score =
        Bleu.standard().ignoringCase().corpus(List.of("the THE the a b"), List.of("The the A b c"));
    assertThat(score.matches()).containsExactly(4L, 3L, 2L, 1L);
    assertThat(score.signature()).contains("|case:lc|");
  }

  @Test
  void signsWhatItComputed() {
    Bleu bleu = Bleu.standard();
    assertThat(bleu.with(Smoothing.floor(0.1)).with(BleuTokenizer.NONE).signature(2))
        .isEqualTo("nrefs:2|case:mixed|eff:no|tok:none|smooth:floor[0.10]|version:mosnas-1");
    assertThat(bleu.with(Smoothing.add(1)).withEffectiveOrder().signature(-1))
        .isEqualTo("nrefs:var|case:mixed|eff:yes|tok:13a|smooth:add-k[1.00]|version:mosnas-1");
    assertThat(bleu.with(Smoothing.none()).signature(1)).contains("|smooth:none|");
  }

  @Test
  void refusesCorporaOfDifferentOrNoLength() {
    assertThatThrownBy(() -> Bleu.standard().corpus(CAT, List.of("a", "b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 hypotheses, 2 references");
    assertThatThrownBy(() -> Bleu.standard().corpus(List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Bleu.standard().statistics("a", List.<String>of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Smoothing.floor(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertScore(double expected, String hypothesis, String reference) {
    assertThat(Bleu.standard().corpus(List.of(hypothesis), List.of(reference)).score())
        .isCloseTo(expected, within(TOLERANCE));
  }
}
