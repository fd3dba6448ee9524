package org.mosnas.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.mosnas.model.decode.DecodeSettings;
import org.mosnas.model.decode.Translator;
import org.mosnas.model.engine.TranslationEngine;
import org.mosnas.model.engine.tape.TapeEngine;
import org.mosnas.model.engine.tape.TapeOps;
import org.mosnas.model.engine.tape.TapeTensor;
import org.mosnas.model.export.TranslationGraphs;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Tokens;
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

/** A random subnet of a tiny supernet: sliced weights, every third time mixed ones. */
final class TinyNetwork implements AutoCloseable {
  static final int WORDS = 30;

  private final ParameterBank parameters;
  private final TranslationEngine engine = new TapeEngine();
  private final TranslationNetwork network;
  private final Weights weights;

  TinyNetwork(long seed) {
    EmbeddingSharing sharing = seed % 2 == 0 ? EmbeddingSharing.SHARED : EmbeddingSharing.SEPARATE;
    SearchSpace space = space(sharing);
    TranslationShape shape =
        TranslationShape.of(space, WORDS, sharing == EmbeddingSharing.SHARED ? WORDS : WORDS - 5);
    Mixture mixture = seed % 3 == 0 ? Mixture.neuronWise(2, 6) : Mixture.NONE;
    Supernet supernet = new Supernet(shape, mixture, new TinySupernet.WidthInput());
    TranslationSpec spec = SubnetSampler.uniform().sample(space, seed);
    parameters = Initializer.initialize(supernet, seed);
    network = new TranslationNetwork(shape, spec, DropoutRates.NONE);
    weights = supernet.collapse(spec, parameters, engine.workbench());
  }

  private static SearchSpace space(EmbeddingSharing sharing) {
    return new SearchSpace(
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

  TranslationSpec spec() {
    return network.spec();
  }

  int targetWords() {
    return network.targetVocabulary();
  }

  OnnxModel export(Path folder) throws IOException {
    TranslationGraphs graphs = new TranslationGraphs(network, weights);
    Path encoder = Files.write(folder.resolve("encoder.onnx"), graphs.encoder());
    Path decoder = Files.write(folder.resolve("decoder.onnx"), graphs.decoder());
    return OnnxModel.open(encoder, decoder, 1);
  }

  Translator translator(DecodeSettings settings) {
    return Translator.on(engine, network, weights, settings);
  }

  /** Scores of whole target prefixes, {@code [words, vocabulary]} for every sentence. */
  float[][] logits(List<int[]> sources, List<int[]> targets) {
    Tokens source = Tokens.pack(Tokens.Side.SOURCE, sources);
    Tokens target = Tokens.pack(Tokens.Side.TARGET, targets);
    Arena.Mark mark = engine.workbench().arena().mark();
    TapeOps ops = TapeOps.inference(engine.workbench(), weights);
    List<TapeTensor> layers = network.encode(ops, source);
    TapeTensor hidden = network.decode(ops, target, layers, source.segments());
    var scores = ops.logits(hidden, network.outputTable(), network.targetVocabulary()).value();
    float[][] result = new float[targets.size()][];
    for (int b = 0; b < result.length; b++) {
      result[b] = scores.rows(target.segments().start(b), target.segments().length(b)).toArray();
    }
    engine.workbench().arena().release(mark);
    return result;
  }

  /** Sentences of 1 to {@code longest} words, the first of them of all, ending in {@code </s>}. */
  static List<int[]> sources(int count, int longest, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, count)
        .mapToObj(
            b -> {
              int length = b == 0 ? longest : random.nextInt(1, longest + 1);
              int[] source = random.ints(length, 3, WORDS).toArray();
              source[length - 1] = 2;
              return source;
            })
        .toList();
  }

  /** Prefixes, each beginning with {@code </s>}. */
  List<int[]> prefixes(int count, int longest, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, count)
        .mapToObj(
            b -> {
              int length = random.nextInt(1, longest + 1);
              int[] prefix = random.ints(length, 3, targetWords()).toArray();
              prefix[0] = 2;
              return prefix;
            })
        .toList();
  }

  @Override
  public void close() {
    engine.close();
    parameters.close();
  }
}
