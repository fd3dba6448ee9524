package org.mosnas.model.export;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.mosnas.model.bundle.BundleWriter;
import org.mosnas.model.bundle.BundleWriter.Existing;
import org.mosnas.model.decode.DecodeSettings;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.FullWidth;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.supernet.TinySupernet;
import org.mosnas.model.text.InputForm;
import org.mosnas.model.text.TextFormat;
import org.mosnas.model.text.TextFormat.Casing;
import org.mosnas.model.text.TextPipeline;
import org.mosnas.model.text.Vocabulary;
import org.mosnas.model.text.bpe.BpeCodes;
import org.mosnas.model.text.bpe.BpeEncoder;
import org.mosnas.model.text.bpe.BpeLearner;

/** A bundle of a few thousand random weights and a dozen tokens. */
public final class TinyBundle {
  /** The sentences of its test vectors, all made of tokens that it knows. */
  public static final List<String> LINES =
      List.of("a big house", "the dog sees the cat", "the cat", "a house", "big dog sees");

  /** How it searches. */
  public static final DecodeSettings DECODING = new DecodeSettings(3, 0.6, 1, 4);

  private TinyBundle() {}

  /** What belongs into a bundle with the weights of a seed. */
  public static TranslationContent content(EmbeddingSharing sharing, long seed) {
    TextPipeline text = text(sharing);
    TranslationShape shape =
        new TranslationShape(
            TinySupernet.small(),
            16,
            sharing,
            text.sourceVocabulary().size(),
            text.targetVocabulary().size(),
            new FullWidth(20, 20));
    try (ParameterBank bank = Initializer.initialize(Supernet.plain(shape), seed)) {
      DenseSubnet subnet = new DenseSubnet(shape, bank.toArray());
      return new TranslationContent(
          new TranslationConfig("aa", "bb", shape, text.format(), DECODING, 2),
          text,
          subnet,
          EngineTranslations.compute(subnet, text, LINES, DECODING, 2),
          "# A model of nothing\n");
    }
  }

  private static TextPipeline text(EmbeddingSharing sharing) {
    BpeCodes codes = BpeLearner.learn(counts(LINES), 6, 2);
    BpeEncoder encoder = new BpeEncoder(codes);
    List<String> pieces =
        LINES.stream()
            .map(line -> String.join(" ", encoder.encode(List.of(line.split(" ")))))
            .toList();
    Vocabulary source = Vocabulary.build(counts(pieces), 0, 0);
    Vocabulary target =
        sharing == EmbeddingSharing.SHARED ? source : Vocabulary.build(counts(pieces), 14, 0);
    return TextPipeline.of(
        new TextFormat(InputForm.TOKENIZED, Casing.LOWER), codes, source, target);
  }

  private static Map<String, Long> counts(List<String> lines) {
    Map<String, Long> counts = new TreeMap<>();
    lines.stream()
        .flatMap(line -> Arrays.stream(line.split(" ")))
        .forEach(word -> counts.merge(word, 1L, Long::sum));
    return counts;
  }

  /** Writes one, verified as the caller has it. */
  public static Path write(
      Path folder, EmbeddingSharing sharing, long seed, Consumer<Path> verification) {
    new BundleWriter(folder, Existing.KEEP).write(content(sharing, seed), verification);
    return folder;
  }
}
