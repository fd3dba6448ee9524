package org.mosnas.bench;

import org.mosnas.bench.BenchCase.BatchShape;
import org.mosnas.bench.BenchCase.Work;
import org.mosnas.model.family.translation.TranslationSpace;

/** Small cases, and measurements of them. */
final class Samples {
  /** Sentences of different lengths, so that peers have to mask. */
  private static final BatchShape MIXED = new BatchShape(3, 4, 9, 0);

  private static final int VOCABULARY = 40;

  private Samples() {}

  /** A train step on a few sentences of a few tokens. */
  static BenchCase training() {
    return of(Work.TRAIN);
  }

  /** The loss of the same. */
  static BenchCase scoring() {
    return of(Work.SCORE);
  }

  private static BenchCase of(Work work) {
    TranslationSpace space = BenchSpaceSettings.demo();
    return new BenchCase("sample", work, space, VOCABULARY, space.largest(), MIXED);
  }

  /** One repetition that took {@code ms}. */
  static Timing measured(String engine, int threads, int replicas, double ms) {
    EngineProcess.Setup setup = new EngineProcess.Setup(engine, threads, replicas);
    return new Timing(training(), setup, new double[] {ms}, 1 << 20);
  }
}
