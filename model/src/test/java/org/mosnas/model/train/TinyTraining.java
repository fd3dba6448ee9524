package org.mosnas.model.train;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.space.TranslationSpec;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.supernet.TinySupernet;
import org.mosnas.model.text.SentencePair;
import org.mosnas.model.text.TokenBatch;

/** A replica of a tiny supernet and what it trains on. */
final class TinyTraining {
  static final Supernet SUPERNET = TinySupernet.mixture(Mixture.layerWise(2, 6));
  static final List<TranslationSpec> SPECS = List.of(TinySupernet.largest(), TinySupernet.small());
  static final TrainSettings SETTINGS =
      new TrainSettings(
          1,
          1,
          new TrainSettings.Batching(1, 64, 2, 8),
          TrainSettings.Subnets.SINGLE_PATH,
          1,
          0.1,
          new DropoutRates(0.2, 0.1, 0.1),
          new TrainSettings.Optimizer(0.9, 0.98, 1e-8, 0, 0),
          new LearningRate.Cosine(1e-3, 5e-3, 4, 100));

  private TinyTraining() {}

  static ReplicaTrainer replica(EngineKind engine) {
    ReplicaTrainer trainer = new ReplicaTrainer(SUPERNET, SETTINGS, engine.open());
    try (ParameterBank start = Initializer.initialize(SUPERNET, 5)) {
      trainer.load(ParameterSnapshot.initial(start.toArray()));
    }
    return trainer;
  }

  /** Two micro-batches of three and two sentence pairs. */
  static List<TokenBatch> batches(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return List.of(batch(3, random), batch(2, random));
  }

  private static TokenBatch batch(int sentences, SplittableRandom random) {
    List<SentencePair> pairs = new ArrayList<>();
    for (int b = 0; b < sentences; b++) {
      pairs.add(new SentencePair(sentence(random), sentence(random)));
    }
    return TokenBatch.of(pairs);
  }

  private static int[] sentence(SplittableRandom random) {
    int[] ids = random.ints(random.nextInt(2, 7), 3, TinySupernet.WORDS).toArray();
    ids[ids.length - 1] = 2;
    return ids;
  }
}
