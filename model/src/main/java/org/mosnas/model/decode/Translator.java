package org.mosnas.model.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.mosnas.model.decode.UncachedScorer.PrefixModel;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.family.translation.TranslationNetwork;
import org.mosnas.model.network.Weights;
import org.mosnas.model.text.Vocabulary;

/**
 * Translates sentences of token ids by greedy or beam search.
 *
 * <p>What comes out for a sentence does not depend on the others of its batch, up to rounding. Not
 * thread-safe; one per thread, closed by its owner.
 */
public final class Translator implements AutoCloseable {
  private final StepScorer scorer;
  private final BeamSearch search;

  /**
   * Translates by any scorer.
   *
   * @param scorer the model; closed with the translator
   * @param settings how to search
   */
  public Translator(StepScorer scorer, DecodeSettings settings) {
    this.scorer = scorer;
    this.search = new BeamSearch(settings);
  }

  /**
   * Translates on the CPU engine.
   *
   * @param network the network
   * @param weights its weights; valid as long as the translator is used
   * @param bench of the calling thread; stays with the caller
   * @param settings how to search
   */
  public static Translator onTape(
      TranslationNetwork network, Weights weights, Workbench bench, DecodeSettings settings) {
    return new Translator(new TapeScorer(network, weights, bench), settings);
  }

  /**
   * Translates on an engine: with cached keys and values on the CPU engine, computing every prefix
   * from its beginning on others.
   *
   * @param engine of the calling thread; stays with the caller
   * @param network the network
   * @param weights its weights; valid as long as the translator is used
   * @param settings how to search
   */
  public static Translator on(
      Engine engine, TranslationNetwork network, Weights weights, DecodeSettings settings) {
    if (engine.kind() == EngineKind.TAPE) {
      return onTape(network, weights, engine.workbench(), settings);
    }
    return new Translator(new UncachedScorer(PrefixModel.on(engine, network, weights)), settings);
  }

  /**
   * Translates sentences at once.
   *
   * @param sources token ids, each ending in {@code </s>}
   * @return for every source its finished hypotheses, at most {@code beam}, best first
   */
  public List<List<Hypothesis>> translate(List<int[]> sources) {
    sources.forEach(Translator::check);
    return sources.isEmpty() ? List.of() : search.run(scorer, sources);
  }

  /**
   * Translates any number of sentences in batches of similar length, the longest first.
   *
   * @param sources token ids, each ending in {@code </s>}
   * @param batchSentences sentences per batch, at least 1
   * @return for every source, in the order given, its finished hypotheses, best first
   */
  public List<List<Hypothesis>> translateAll(List<int[]> sources, int batchSentences) {
    if (batchSentences < 1) {
      throw new IllegalArgumentException(
          "a batch has at least one sentence, asked for " + batchSentences);
    }
    List<Integer> order = longestFirst(sources);
    List<List<Hypothesis>> results = new ArrayList<>(sources.size());
    sources.forEach(source -> results.add(List.of()));
    for (int from = 0; from < order.size(); from += batchSentences) {
      int to = Math.min(from + batchSentences, order.size());
      List<Integer> batch = order.subList(from, to);
      List<List<Hypothesis>> hypotheses = translate(batch.stream().map(sources::get).toList());
      for (int i = 0; i < batch.size(); i++) {
        results.set(batch.get(i), hypotheses.get(i));
      }
    }
    return results;
  }

  /**
   * The best translations of any number of sentences, found as by {@link #translateAll}; a sentence
   * without tokens has one without tokens, and is not translated.
   *
   * @param sources token ids, each ending in {@code </s>}
   * @param batchSentences sentences per batch, at least 1
   * @return for every source, in the order given, token ids without {@code </s>}
   */
  public List<int[]> best(List<int[]> sources, int batchSentences) {
    sources.forEach(Translator::check);
    List<int[]> filled = sources.stream().filter(Translator::hasTokens).toList();
    Iterator<List<Hypothesis>> found = translateAll(filled, batchSentences).iterator();
    List<int[]> best = new ArrayList<>(sources.size());
    for (int[] source : sources) {
      best.add(hasTokens(source) ? found.next().get(0).ids() : new int[0]);
    }
    return best;
  }

  private static boolean hasTokens(int[] source) {
    return source.length > 1;
  }

  private static List<Integer> longestFirst(List<int[]> sources) {
    Comparator<Integer> byLength = Comparator.comparingInt(i -> sources.get(i).length);
    return IntStream.range(0, sources.size()).boxed().sorted(byLength.reversed()).toList();
  }

  private static void check(int[] source) {
    if (source.length == 0 || source[source.length - 1] != Vocabulary.EOS) {
      throw new IllegalArgumentException(
          "a source ends in </s>, id " + Vocabulary.EOS + ", got " + Arrays.toString(source));
    }
  }

  @Override
  public void close() {
    scorer.close();
  }
}
