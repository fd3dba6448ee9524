package org.mosnas.model.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mosnas.model.decode.DecodeSettings;
import org.mosnas.model.decode.Translator;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.engine.tape.TapeOps;
import org.mosnas.model.engine.tape.TapeTensor;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.export.TranslationVectors.Scored;
import org.mosnas.model.export.TranslationVectors.Translated;
import org.mosnas.model.family.translation.TranslationNetwork;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.Weights;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.text.TextPipeline;
import org.mosnas.model.text.Vocabulary;

/** Test vectors, computed on the CPU engine. */
public final class EngineTranslations {
  private static final int MOST_SCORED = 8;
  private static final int MOST_LOGITS = 2_000_000;

  private final TranslationNetwork network;
  private final Weights weights;
  private final Workbench bench;

  private EngineTranslations(TranslationNetwork network, Weights weights, Workbench bench) {
    this.network = network;
    this.weights = weights;
    this.bench = bench;
  }

  /**
   * Translates sentences and scores the first translations.
   *
   * @param lines as the corpus gives them; those without words, and those too long for the exported
   *     graphs, are left out
   * @param decoding how to search
   * @param batchSentences sentences translated together
   * @throws BadDataException if no line is left
   */
  public static TranslationVectors compute(
      DenseSubnet subnet,
      TextPipeline text,
      List<String> lines,
      DecodeSettings decoding,
      int batchSentences) {
    TranslationNetwork network = TranslationNetwork.of(subnet);
    try (Workbench bench = new Workbench();
        ParameterBank bank = subnet.toBank()) {
      Weights weights = subnet.network().collapse(subnet.spec(), bank, bench);
      EngineTranslations engine = new EngineTranslations(network, weights, bench);
      List<Translated> translated = engine.translate(text, lines, decoding, batchSentences);
      return new TranslationVectors(engine.score(translated), translated);
    }
  }

  /**
   * Scores targets again.
   *
   * @return {@code [prefix, vocabulary]} for each
   */
  public static List<float[]> score(DenseSubnet subnet, List<Scored> targets) {
    TranslationNetwork network = TranslationNetwork.of(subnet);
    try (Workbench bench = new Workbench();
        ParameterBank bank = subnet.toBank()) {
      Weights weights = subnet.network().collapse(subnet.spec(), bank, bench);
      EngineTranslations engine = new EngineTranslations(network, weights, bench);
      return targets.stream().map(t -> engine.logits(t.source(), t.prefix())).toList();
    }
  }

  private List<Translated> translate(
      TextPipeline text, List<String> lines, DecodeSettings decoding, int batchSentences) {
    List<String> kept = new ArrayList<>();
    List<int[]> sources = new ArrayList<>();
    for (String line : lines) {
      int[] source = text.encode(line);
      if (source.length > 1 && source.length <= TranslationGraphs.MAX_POSITIONS) {
        kept.add(line);
        sources.add(source);
      }
    }
    if (kept.isEmpty()) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "none of %d test sentences has words and at most %d tokens, and without one a bundle"
                  + " cannot be verified; evaluate with another test set",
              lines.size(),
              TranslationGraphs.MAX_POSITIONS));
    }
    List<Translated> translated = new ArrayList<>();
    try (Translator translator = Translator.onTape(network, weights, bench, decoding)) {
      List<int[]> targets = translator.best(sources, batchSentences);
      for (int i = 0; i < kept.size(); i++) {
        int[] target = targets.get(i);
        translated.add(new Translated(kept.get(i), sources.get(i), target, text.decode(target)));
      }
    }
    return translated;
  }

  private List<Scored> score(List<Translated> translated) {
    List<Scored> scored = new ArrayList<>();
    long floats = 0;
    for (Translated sentence : translated) {
      int[] prefix = new int[sentence.target().length + 1];
      prefix[0] = Vocabulary.EOS;
      System.arraycopy(sentence.target(), 0, prefix, 1, sentence.target().length);
      floats += (long) prefix.length * network.outputLayer().vocabulary();
      if (scored.size() == MOST_SCORED || (floats > MOST_LOGITS && !scored.isEmpty())) {
        break;
      }
      scored.add(new Scored(sentence.source(), prefix, logits(sentence.source(), prefix)));
    }
    return scored;
  }

  private float[] logits(int[] source, int[] prefix) {
    Arena.Mark mark = bench.arena().mark();
    try {
      TapeOps ops = TapeOps.inference(bench, weights);
      Tokens read = Tokens.pack(Tokens.Side.SOURCE, List.of(source));
      List<TapeTensor> encoded = network.encode(ops, read);
      Tokens target = Tokens.pack(Tokens.Side.TARGET, List.of(prefix));
      List<TapeTensor> decoded = network.decode(ops, target, encoded, read.segments());
      return ops.logits(decoded.get(decoded.size() - 1), network.outputLayer()).value().toArray();
    } finally {
      bench.arena().release(mark);
    }
  }
}
