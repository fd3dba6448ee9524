package org.mosnas.model.train;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.family.translation.TokenBatch;
import org.mosnas.model.family.translation.TranslationEncoder;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.family.translation.TranslationSpace;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.RouterInput.SpecRouterInput;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.text.SentencePair;
import org.mosnas.model.text.Vocabulary;

/** Supernets of the micro space, settings and sentences for tests of training. */
public final class MicroTraining {
  /** Space of all tests. */
  public static final TranslationSpace SPACE = TestSpaces.micro();

  /** Size of the vocabulary of both sides. */
  public static final int VOCABULARY = 12;

  /** Adam as for WMT, without clipping. */
  public static final TrainSettings.Optimizer ADAM =
      new TrainSettings.Optimizer(0.9, 0.98, 1e-8, 0, 0);

  /** A rate that rises for ten updates. */
  public static final LearningRate RATE = new LearningRate.InverseSquareRoot(1e-4, 5e-3, 10);

  private MicroTraining() {}

  /** A supernet whose routers see the fine encoding. */
  public static Supernet supernet(Mixture mixture) {
    return new Supernet(
        TranslationShape.of(SPACE, VOCABULARY, VOCABULARY),
        mixture,
        new SpecRouterInput(TranslationEncoder.forSpace(SPACE), EncodingKind.FINE));
  }

  /** Settings of one update after another; what concerns rounds and batches plays no part. */
  public static TrainSettings settings(
      DropoutRates dropout, TrainSettings.Optimizer optimizer, LearningRate rate) {
    return new TrainSettings(
        1,
        1,
        new TrainSettings.Batching(1, 64, 1, 64),
        "sandwich",
        1,
        0.1,
        dropout,
        optimizer,
        rate,
        "cross-entropy",
        "tokens");
  }

  /** A replica with initial parameters on the CPU engine; the caller closes it. */
  public static HostReplica replica(Supernet supernet, TrainSettings settings) {
    return replica(supernet, settings, EngineKind.TAPE);
  }

  /** A replica with initial parameters; the caller closes it. */
  static HostReplica replica(Supernet supernet, TrainSettings settings, EngineKind engine) {
    HostReplica replica = new HostReplica(supernet, settings, engine.open());
    replica.load(initial(supernet));
    return replica;
  }

  /** The start of training. */
  public static ParameterSnapshot initial(Supernet supernet) {
    try (ParameterBank bank = Initializer.initialize(supernet, 1)) {
      return ParameterSnapshot.initial(bank.toArray());
    }
  }

  /** Sentences of 2 to 8 tokens; the target repeats the source. */
  public static List<SentencePair> copies(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<SentencePair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int[] sentence = random.ints(random.nextInt(2, 9), 4, VOCABULARY).toArray();
      sentence[sentence.length - 1] = Vocabulary.EOS;
      pairs.add(new SentencePair(sentence, sentence.clone()));
    }
    return pairs;
  }

  /** Batches of different sizes: 3 sentences, 4 sentences and so on. */
  public static List<TokenBatch> batches(int count, long seed) {
    List<TokenBatch> batches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batches.add(TokenBatch.of(copies(3 + i, seed + i)));
    }
    return batches;
  }
}
