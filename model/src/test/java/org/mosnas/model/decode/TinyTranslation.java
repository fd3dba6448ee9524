package org.mosnas.model.decode;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.mosnas.model.decode.UncachedScorer.PrefixModel;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.engine.tape.TapeEngine;
import org.mosnas.model.family.translation.DecoderChoices;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.EncoderChoices;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.family.translation.TranslationNetwork;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.family.translation.TranslationSpace;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Weights;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.supernet.TinySupernet;
import org.mosnas.model.text.Vocabulary;

/** A random subnet with random weights, small enough to decode in microseconds. */
public final class TinyTranslation implements AutoCloseable {
  /** Size of the source vocabulary. */
  public static final int SOURCE_VOCABULARY = 30;

  private final ParameterBank parameters;
  private final Engine engine = new TapeEngine();
  private final TranslationNetwork network;
  private final Weights weights;

  /** A subnet that shares no embeddings, with a target vocabulary of its own size. */
  TinyTranslation(int targetVocabulary, long seed) {
    this(EmbeddingSharing.SEPARATE, targetVocabulary, seed);
  }

  /** The subnet and the weights of {@code seed}; every third has mixed feed-forward weights. */
  public TinyTranslation(EmbeddingSharing sharing, int targetVocabulary, long seed) {
    TranslationSpace space = space(sharing);
    TranslationShape shape = TranslationShape.of(space, SOURCE_VOCABULARY, targetVocabulary);
    Mixture mixture = seed % 3 == 0 ? Mixture.neuronWise(2, 6) : Mixture.NONE;
    Supernet supernet = new Supernet(shape, mixture, new TinySupernet.WidthInput());
    TranslationSpec spec = TestSpaces.random(space, seed);
    parameters = Initializer.initialize(supernet, seed);
    network = new TranslationNetwork(shape, spec, DropoutRates.NONE);
    weights = supernet.collapse(spec, parameters, engine.workbench());
  }

  private static TranslationSpace space(EmbeddingSharing sharing) {
    return new TranslationSpace(
        "tiny",
        new EncoderChoices(List.of(12, 8, 18), List.of(3, 4), List.of(17, 24), List.of(1, 2, 4)),
        new DecoderChoices(
            List.of(18, 10, 12),
            List.of(3, 2, 1),
            List.of(16, 13),
            List.of(4, 2, 1),
            List.of(1, 4, 2),
            List.of(1, 2, 3)),
        16,
        sharing,
        7);
  }

  /** The subnet. */
  public TranslationNetwork network() {
    return network;
  }

  /** Its weights. */
  public Weights weights() {
    return weights;
  }

  /** What it computes on. */
  public Workbench bench() {
    return engine.workbench();
  }

  /** Translates on the CPU engine. */
  public Translator cached(DecodeSettings settings) {
    return Translator.on(engine, network, weights, settings);
  }

  PrefixModel uncached() {
    return PrefixModel.on(engine, network, weights);
  }

  /** Sources of 1 to {@code longest} tokens, the first of them of all. */
  public static List<int[]> sources(int count, int longest, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, count)
        .mapToObj(
            b -> {
              int length = b == 0 ? longest : random.nextInt(1, longest + 1);
              int[] source = random.ints(length, 3, SOURCE_VOCABULARY).toArray();
              source[length - 1] = Vocabulary.EOS;
              return source;
            })
        .toList();
  }

  @Override
  public void close() {
    engine.close();
    parameters.close();
  }
}
