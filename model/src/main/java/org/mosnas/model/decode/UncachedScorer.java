package org.mosnas.model.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.mosnas.model.engine.Computation;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.family.translation.TranslationNetwork;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Ops;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.Weights;

/**
 * Scores by computing every prefix from its beginning, source included, at every step: slow and
 * simple, for engines without a cache and as what a cached scorer is compared with.
 */
public final class UncachedScorer implements StepScorer {
  private final PrefixModel model;
  private List<int[]> sources = List.of();
  private List<int[]> prefixes = List.of();

  /** Scores with {@code model}, which stays with the caller. */
  public UncachedScorer(PrefixModel model) {
    this.model = model;
  }

  @Override
  public void start(List<int[]> newSources, int beam) {
    sources = List.copyOf(newSources);
    prefixes = sources.stream().map(source -> new int[0]).toList();
  }

  @Override
  public void step(Frontier frontier, Consumer<Matrix> reader) {
    List<int[]> sourceOfRow = new ArrayList<>();
    List<int[]> extended = new ArrayList<>();
    for (int row = 0; row < frontier.rows(); row++) {
      sourceOfRow.add(sources.get(frontier.sentence(row)));
      extended.add(append(prefixes.get(frontier.parent(row)), frontier.token(row)));
    }
    prefixes = extended;
    model.score(sourceOfRow, prefixes, reader);
  }

  private static int[] append(int[] prefix, int token) {
    int[] longer = Arrays.copyOf(prefix, prefix.length + 1);
    longer[prefix.length] = token;
    return longer;
  }

  @Override
  public void close() {
    sources = List.of();
    prefixes = List.of();
  }

  /** A model without memory: scores the next token of whole prefixes. */
  public interface PrefixModel {

    /**
     * Scores what follows each prefix.
     *
     * @param sources token ids, each ending in {@code </s>}
     * @param prefixes as many, each beginning with {@code </s>}
     * @param reader called once with the scores, {@code [prefixes, vocabulary]}: log-probabilities
     *     plus any constant per row. They are valid until it returns; it may overwrite them
     */
    void score(List<int[]> sources, List<int[]> prefixes, Consumer<Matrix> reader);

    /**
     * A network on any engine that computes whole prefixes, as in training.
     *
     * @param engine of the calling thread; stays with the caller
     * @param network the network
     * @param weights its weights; valid as long as the model is used
     */
    static PrefixModel on(Engine engine, TranslationNetwork network, Weights weights) {
      return (sources, prefixes, reader) -> {
        Tokens source = Tokens.pack(Tokens.Side.SOURCE, sources);
        Tokens target = Tokens.pack(Tokens.Side.TARGET, prefixes);
        engine.compute(
            weights,
            new Computation() {
              @Override
              public <T> T on(Ops<T> ops, Inputs<T> inputs) {
                return network.next(ops, source, target);
              }
            },
            reader);
      };
    }
  }
}
