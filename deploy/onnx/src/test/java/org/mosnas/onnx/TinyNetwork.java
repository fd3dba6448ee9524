package org.mosnas.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.mosnas.model.decode.DecodeSettings;
import org.mosnas.model.decode.TinyTranslation;
import org.mosnas.model.decode.Translator;
import org.mosnas.model.engine.tape.TapeOps;
import org.mosnas.model.engine.tape.TapeTensor;
import org.mosnas.model.export.TranslationGraphs;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.TranslationNetwork;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.text.Vocabulary;

/** A random tiny subnet, every other with shared embeddings: to export, and what to expect. */
final class TinyNetwork implements AutoCloseable {
  private final TinyTranslation tiny;
  private final TranslationNetwork network;

  TinyNetwork(long seed) {
    tiny =
        seed % 2 == 0
            ? new TinyTranslation(EmbeddingSharing.SHARED, TinyTranslation.SOURCE_VOCABULARY, seed)
            : new TinyTranslation(
                EmbeddingSharing.SEPARATE, TinyTranslation.SOURCE_VOCABULARY - 5, seed);
    network = tiny.network();
  }

  TranslationSpec spec() {
    return network.spec();
  }

  int targetVocabulary() {
    return network.outputLayer().vocabulary();
  }

  OnnxModel export(Path folder) throws IOException {
    TranslationGraphs graphs = new TranslationGraphs(network, tiny.weights());
    Path encoder = Files.write(folder.resolve("encoder.onnx"), graphs.encoder());
    Path decoder = Files.write(folder.resolve("decoder.onnx"), graphs.decoder());
    return OnnxModel.open(encoder, decoder, 1);
  }

  Translator translator(DecodeSettings settings) {
    return tiny.cached(settings);
  }

  /** Scores of whole target prefixes, {@code [tokens, vocabulary]} for every sentence. */
  float[][] logits(List<int[]> sources, List<int[]> targets) {
    Tokens source = Tokens.pack(Tokens.Side.SOURCE, sources);
    Tokens target = Tokens.pack(Tokens.Side.TARGET, targets);
    Arena arena = tiny.bench().arena();
    Arena.Mark mark = arena.mark();
    TapeOps ops = TapeOps.inference(tiny.bench(), tiny.weights());
    List<TapeTensor> encoded = network.encode(ops, source);
    List<TapeTensor> layers = network.decode(ops, target, encoded, source.segments());
    var scores = ops.logits(layers.get(layers.size() - 1), network.outputLayer()).value();
    float[][] result = new float[targets.size()][];
    for (int b = 0; b < result.length; b++) {
      result[b] = scores.rows(target.segments().start(b), target.segments().length(b)).toArray();
    }
    arena.release(mark);
    return result;
  }

  /** Prefixes, each beginning with {@code </s>}. */
  List<int[]> prefixes(int count, int longest, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, count)
        .mapToObj(
            b -> {
              int length = random.nextInt(1, longest + 1);
              int[] prefix = random.ints(length, 3, targetVocabulary()).toArray();
              prefix[0] = Vocabulary.EOS;
              return prefix;
            })
        .toList();
  }

  @Override
  public void close() {
    tiny.close();
  }
}
