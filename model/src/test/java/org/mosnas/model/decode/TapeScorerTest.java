package org.mosnas.model.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.mosnas.model.kernel.Softmax;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.memory.Matrix;

class TapeScorerTest {
  @Test
  void scoresWithAndWithoutCacheAgreeAtEveryStep() {
    int rowsCompared = 0;
    for (int seed = 0; seed < 24; seed++) {
      DecodeSettings settings = new DecodeSettings(1 + seed % 6, 0.6, 0, 20);
      try (TinyTranslation tiny = new TinyTranslation(24, seed);
          ComparingScorer scorer = new ComparingScorer(tiny, seed)) {
        for (int batch = 0; batch < 2; batch++) {
          List<int[]> sources = TinyTranslation.sources(4, 9, 2 * seed + batch);
          new BeamSearch(settings).run(scorer, sources);
        }
        rowsCompared += scorer.rowsCompared;
      }
    }
    assertThat(rowsCompared).isGreaterThan(3_000);
  }

  @Test
  void translationsWithAndWithoutCacheAreTheSame() {
    for (int seed = 100; seed < 120; seed++) {
      DecodeSettings settings = new DecodeSettings(1 + seed % 5, 1, 1, 9);
      try (TinyTranslation tiny = new TinyTranslation(24, seed);
          Translator cached = tiny.cached(settings)) {
        Translator uncached = new Translator(new UncachedScorer(tiny.uncached()), settings);
        List<int[]> sources = TinyTranslation.sources(6, 9, seed);
        Hypotheses.assertSame(
            "seed " + seed, cached.translate(sources), uncached.translate(sources));
      }
    }
  }

  @Test
  void memoryIsFlatOverManyBatches() {
    try (TinyTranslation tiny = new TinyTranslation(24, 4);
        TapeScorer scorer = new TapeScorer(tiny.network(), tiny.weights(), tiny.bench())) {
      Arena.Mark before = tiny.bench().arena().mark();
      BeamSearch search = new BeamSearch(new DecodeSettings(4, 1, 0, 34));
      List<List<int[]>> batches = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        batches.add(TinyTranslation.sources(1 + 3 * i % 8, 3 + i, i));
      }
      batches.forEach(batch -> search.run(scorer, batch));
      long cacheBytes = scorer.cacheBytes();
      long arenaBytes = tiny.bench().arena().peakBytes();
      for (int round = 0; round < 5; round++) {
        batches.forEach(batch -> search.run(scorer, batch));
      }
      assertThat(scorer.cacheBytes()).isEqualTo(cacheBytes);
      assertThat(tiny.bench().arena().peakBytes()).isEqualTo(arenaBytes);
      assertThat(tiny.bench().arena().mark()).isEqualTo(before);
    }
  }

  /** Scores with the cache, and checks every row against the network without one. */
  private static final class ComparingScorer implements StepScorer {
    private final StepScorer cached;
    private final StepScorer uncached;
    private final String about;
    private int rowsCompared;

    ComparingScorer(TinyTranslation tiny, int seed) {
      cached = new TapeScorer(tiny.network(), tiny.weights(), tiny.bench());
      uncached = new UncachedScorer(tiny.uncached());
      about = "seed " + seed + ", " + tiny.network().spec();
    }

    @Override
    public void start(List<int[]> sources, int beam) {
      cached.start(sources, beam);
      uncached.start(sources, beam);
    }

    @Override
    public void step(Frontier frontier, Consumer<Matrix> reader) {
      uncached.step(
          frontier,
          expected -> cached.step(frontier, actual -> compare(frontier, expected, actual, reader)));
    }

    private void compare(
        Frontier frontier, Matrix expected, Matrix actual, Consumer<Matrix> reader) {
      assertThat(actual.rows()).isEqualTo(frontier.rows());
      for (int row = 0; row < actual.rows(); row++) {
        Softmax.logRow(expected, row);
        Softmax.logRow(actual, row);
        assertThat(actual.rows(row, 1).toArray())
            .as("row %d of step %d, %s", row, frontier.step(), about)
            .containsExactly(expected.rows(row, 1).toArray(), within(1e-4f));
        rowsCompared++;
      }
      reader.accept(actual);
    }

    @Override
    public void close() {
      cached.close();
      uncached.close();
    }
  }
}
