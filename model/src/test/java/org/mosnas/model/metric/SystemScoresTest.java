package org.mosnas.model.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mosnas.model.metric.Bootstrap.ConfidenceInterval;

class SystemScoresTest {
  private static final List<String> WORDS =
      List.of("the", "a", "house", "dog", "sees", "big", "small", "tree", "and", "over", "is");

  @Test
  void scoresByHandComputedCounts() {
    // Unigrams 3/4, bigrams 2/3, trigrams 1/2, 4-grams 0/1 smoothed to 1/2; equal lengths.
    SystemScores scores = SystemScores.of(List.of("a b c d"), List.of("a b c e"));
    double product = 3.0 / 4 * 2.0 / 3 * 1.0 / 2 * 1.0 / 2;
    assertThat(scores.bleu().value()).isCloseTo(100 * Math.pow(product, 0.25), within(1e-9));
    // Resamples of one sentence are that sentence.
    assertThat(scores.bleu().interval().halfWidth()).isZero();
    // Characters abcd and abce: 3/4, 2/3, 1/2, 0/1; precision equals recall, so F is their mean.
    assertThat(scores.chrf().value())
        .isCloseTo(100 * (3.0 / 4 + 2.0 / 3 + 1.0 / 2 + 0) / 4, within(1e-9));
    assertThat(scores.sentences()).isEqualTo(1);
    assertThat(scores.bleu().bootstrapSignature())
        .startsWith("nrefs:1|bs:1000|seed:12345|case:mixed|eff:no|tok:13a|smooth:exp|version:");
    assertThat(scores.chrf().signature()).startsWith("nrefs:1|case:mixed|eff:yes|nc:6|nw:0|");
    assertThat(scores.bleu().rounded()).isEqualTo("59.46 ±0.00");
  }

  @Test
  void aSystemDoesNotDifferFromItself() {
    List<String> references = sentences(60, 1);
    SystemScores one = SystemScores.of(spoiled(references, 0.3, 2), references);
    SystemScores same = SystemScores.of(spoiled(references, 0.3, 2), references);
    assertThat(one.bleuAgainst(same).difference()).isZero();
    assertThat(one.bleuAgainst(same).pValue()).isEqualTo(1);
    assertThat(one.chrfAgainst(same).pValue()).isEqualTo(1);
    assertThat(one.bleu().interval()).isEqualTo(same.bleu().interval());
  }

  @Test
  void aClearlyBetterSystemIsFoundSo() {
    List<String> references = sentences(200, 1);
    SystemScores good = SystemScores.of(spoiled(references, 0.1, 2), references);
    SystemScores bad = SystemScores.of(spoiled(references, 0.4, 3), references);
    assertThat(good.bleuAgainst(bad).difference()).isGreaterThan(10);
    assertThat(good.bleuAgainst(bad).pValue()).isLessThan(0.01);
    assertThat(good.chrfAgainst(bad).pValue()).isLessThan(0.01);
    assertThat(bad.bleuAgainst(good).difference()).isEqualTo(-good.bleuAgainst(bad).difference());
    assertThat(bad.bleuAgainst(good).pValue()).isEqualTo(good.bleuAgainst(bad).pValue());
  }

  @Test
  void intervalsCoverTheScoreOfThePopulation() {
    List<String> references = sentences(4000, 11);
    List<String> translations = spoiled(references, 0.25, 12);
    Bleu bleu = new Bleu();
    List<long[]> counts = bleu.statistics(translations, references);
    double truth = bleu.value(counts);
    int covered = 0;
    for (int trial = 0; trial < 60; trial++) {
      List<long[]> sample = new ArrayList<>(counts);
      Collections.shuffle(sample, new java.util.Random(trial));
      ConfidenceInterval interval =
          ConfidenceInterval.of(Bootstrap.scores(bleu::value, sample.subList(0, 100), 200, trial));
      covered += interval.lower() <= truth && truth <= interval.upper() ? 1 : 0;
    }
    // 57 of 60 are expected; fewer than 50 happen less than once in a thousand.
    assertThat(covered).isGreaterThanOrEqualTo(50);
  }

  @Test
  void refusesOtherSentences() {
    List<String> references = sentences(3, 1);
    SystemScores three = SystemScores.of(references, references);
    SystemScores two = SystemScores.of(references.subList(0, 2), references.subList(0, 2));
    assertThatThrownBy(() -> three.bleuAgainst(two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 sentences of the baseline, 3 of the system");
  }

  @Test
  void roundsTheExactValueHalvesToEven() {
    assertThat(SystemScores.fixed(6.25, 1)).isEqualTo("6.2");
    assertThat(SystemScores.fixed(6.75, 1)).isEqualTo("6.8");
    assertThat(SystemScores.fixed(0.125, 2)).isEqualTo("0.12");
    // 2.675 is a little less as a double.
    assertThat(SystemScores.fixed(2.675, 2)).isEqualTo("2.67");
    assertThat(SystemScores.fixed(100, 2)).isEqualTo("100.00");
  }

  private static List<String> sentences(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> words = new ArrayList<>();
      for (int j = 0; j < 8 + random.nextInt(8); j++) {
        words.add(WORDS.get(random.nextInt(WORDS.size())));
      }
      sentences.add(String.join(" ", words));
    }
    return sentences;
  }

  /** The sentences with some words replaced. */
  private static List<String> spoiled(List<String> sentences, double share, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> spoiled = new ArrayList<>();
    for (String sentence : sentences) {
      String[] words = sentence.split(" ");
      for (int i = 0; i < words.length; i++) {
        words[i] = random.nextDouble() < share ? "wrong" : words[i];
      }
      spoiled.add(String.join(" ", words));
    }
    return spoiled;
  }
}
