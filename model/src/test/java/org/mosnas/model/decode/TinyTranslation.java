package org.mosnas.model.decode;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.mosnas.model.engine.TranslationEngine;
import org.mosnas.model.engine.tape.TapeEngine;
import org.mosnas.model.engine.tape.Workbench;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.TranslationNetwork;
import org.mosnas.model.network.TranslationShape;
import org.mosnas.model.network.Weights;
import org.mosnas.model.space.DecoderChoices;
import org.mosnas.model.space.EmbeddingSharing;
import org.mosnas.model.space.EncoderChoices;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.SubnetSampler;
import org.mosnas.model.space.TranslationSpec;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.supernet.TinySupernet;

/** A random subnet with random weights, small enough to decode in microseconds. */
final class TinyTranslation implements AutoCloseable {
  private static final SearchSpace SPACE =
      new SearchSpace(
          "tiny",
          new EncoderChoices(List.of(12, 8, 18), List.of(3, 4), List.of(17, 24), List.of(1, 2, 4)),
          new DecoderChoices(
              List.of(16, 10, 12),
              List.of(3, 2, 1),
              List.of(16, 13),
              List.of(4, 2, 1),
              List.of(1, 4, 2),
              List.of(1, 2, 3)),
          16,
          EmbeddingSharing.SEPARATE,
          7);

  private final ParameterBank parameters;
  private final TranslationEngine engine = new TapeEngine();
  private final TranslationNetwork network;
  private final Weights weights;

  /** The subnet and the weights of {@code seed}; every third has mixed feed-forward weights. */
  TinyTranslation(int words, long seed) {
    TranslationShape shape = TranslationShape.of(SPACE, 30, words);
    Mixture mixture = seed % 3 == 0 ? Mixture.neuronWise(2, 6) : Mixture.NONE;
    Supernet supernet = new Supernet(shape, mixture, new TinySupernet.WidthInput());
    TranslationSpec spec = SubnetSampler.uniform().sample(SPACE, seed);
    parameters = Initializer.initialize(supernet, seed);
    network = new TranslationNetwork(shape, spec, DropoutRates.NONE);
    weights = supernet.collapse(spec, parameters, engine.workbench());
  }

  TranslationNetwork network() {
    return network;
  }

  Weights weights() {
    return weights;
  }

  Workbench bench() {
    return engine.workbench();
  }

  Translator cached(DecodeSettings settings) {
    return Translator.on(engine, network, weights, settings);
  }

  PrefixModel uncached() {
    return new EnginePrefixModel(engine, network, weights);
  }

  /** Sources of 1 to {@code longest} tokens. */
  static List<int[]> sources(int count, int longest, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, count)
        .mapToObj(
            b -> {
              int[] source = random.ints(random.nextInt(1, longest + 1), 3, 30).toArray();
              source[source.length - 1] = 2;
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
