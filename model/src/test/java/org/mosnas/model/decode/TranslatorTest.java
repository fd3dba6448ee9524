package org.mosnas.model.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.model.engine.tape.TapeOps;
import org.mosnas.model.family.translation.TestBatches;
import org.mosnas.model.family.translation.TokenBatch;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.objective.CrossEntropy;
import org.mosnas.model.text.Vocabulary;

class TranslatorTest {
  @Test
  void aSentenceTranslatesTheSameAloneAndInABatch() {
    for (int seed = 0; seed < 10; seed++) {
      DecodeSettings settings = new DecodeSettings(1 + seed % 5, 0.6, 1, 5);
      try (TinyTranslation tiny = new TinyTranslation(24, seed);
          Translator translator = tiny.cached(settings)) {
        List<int[]> sources = TinyTranslation.sources(7, 12, seed);
        List<List<Hypothesis>> alone = new ArrayList<>();
        sources.forEach(source -> alone.addAll(translator.translate(List.of(source))));
        Hypotheses.assertSame("seed " + seed, translator.translate(sources), alone);
      }
    }
  }

  @Test
  void batchesOfSimilarLengthComeBackInTheOrderGiven() {
    try (TinyTranslation tiny = new TinyTranslation(24, 8);
        Translator translator = tiny.cached(new DecodeSettings(3, 0.6, 1, 5))) {
      List<int[]> sources = TinyTranslation.sources(11, 12, 8);
      List<List<Hypothesis>> found = translator.translateAll(sources, 4);
      Hypotheses.assertSame("in batches of 4", found, translator.translate(sources));
      assertThat(translator.best(sources, 4))
          .containsExactlyElementsOf(
              found.stream().map(hypotheses -> hypotheses.get(0).ids()).toList());
      assertThat(translator.translateAll(List.of(), 4)).isEmpty();
    }
  }

  @Test
  void aSentenceWithoutTokensHasNoneInItsTranslation() {
    try (TinyTranslation tiny = new TinyTranslation(24, 9);
        Translator translator = tiny.cached(new DecodeSettings(3, 0.6, 1, 5))) {
      List<int[]> sources = TinyTranslation.sources(3, 12, 9);
      List<int[]> translations = translator.best(sources, 4);
      int[] blank = {Vocabulary.EOS};
      assertThat(translator.best(List.of(blank, sources.get(0), blank, sources.get(1)), 4))
          .containsExactly(new int[0], translations.get(0), new int[0], translations.get(1));
      assertThat(translator.best(List.of(blank), 4)).containsExactly(new int[0]);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> translator.best(List.of(new int[] {5}), 4));
    }
  }

  @Test
  void noTranslationIsLongerThanExportedGraphsKnowPositions() {
    DecodeSettings endless = new DecodeSettings(1, 1, 9, 9000);
    assertThat(endless.maxLength(400)).isEqualTo(DecodeSettings.MAX_TOKENS - 1);
    assertThat(endless.maxLength(1)).isEqualTo(DecodeSettings.MAX_TOKENS - 1);
    assertThat(new DecodeSettings(1, 1, 2, 3).maxLength(10)).isEqualTo(23);
  }

  @Test
  void aHugeBeamFindsTheTranslationsThatTheTrainingLossRanksBest() {
    int vocabulary = 7;
    DecodeSettings settings = new DecodeSettings(200, 0.6, 0, 3);
    for (int seed = 0; seed < 6; seed++) {
      try (TinyTranslation tiny = new TinyTranslation(vocabulary, seed);
          Translator translator = tiny.cached(settings)) {
        int[] source = {9, 4, 17, 2};
        List<Hypothesis> found = translator.translate(List.of(source)).get(0);
        assertThat(found).hasSize(5 + 25 + 125);
        assertThat(found.stream().map(h -> Arrays.toString(h.ids())).distinct())
            .hasSameSizeAs(found);
        for (int i = 0; i < found.size(); i++) {
          Hypothesis hypothesis = found.get(i);
          double logProbability = -negativeLogLikelihood(tiny, source, hypothesis.ids());
          assertThat(hypothesis.logProbability())
              .as("seed %d, %s", seed, hypothesis)
              .isCloseTo(logProbability, within(1e-4));
          if (i > 0) {
            assertThat(hypothesis.score()).isLessThanOrEqualTo(found.get(i - 1).score());
          }
        }
      }
    }
  }

  @Test
  void refusesSourcesWithoutAnEnd() {
    try (TinyTranslation tiny = new TinyTranslation(24, 1);
        Translator translator = tiny.cached(DecodeSettings.greedy())) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> translator.translate(List.of(new int[] {5, 6})))
          .withMessageContaining("[5, 6]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> translator.translate(List.of(new int[0])));
      assertThatIllegalArgumentException().isThrownBy(() -> translator.translateAll(List.of(), 0));
    }
  }

  private static double negativeLogLikelihood(TinyTranslation tiny, int[] source, int[] ids) {
    int[] targetIn = new int[ids.length + 1];
    int[] targetOut = Arrays.copyOf(ids, ids.length + 1);
    targetIn[0] = 2;
    System.arraycopy(ids, 0, targetIn, 1, ids.length);
    targetOut[ids.length] = 2;
    var mark = tiny.bench().arena().mark();
    TapeOps ops = TapeOps.inference(tiny.bench(), tiny.weights());
    TokenBatch batch =
        TestBatches.of(
            Tokens.pack(Tokens.Side.SOURCE, List.of(source)),
            Tokens.pack(Tokens.Side.TARGET, List.of(targetIn)),
            targetOut);
    float nll =
        new CrossEntropy(0).loss(ops, tiny.network().run(ops, batch), batch).value().get(0, 1);
    tiny.bench().arena().release(mark);
    return nll;
  }
}
