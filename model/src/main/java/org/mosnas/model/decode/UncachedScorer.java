package org.mosnas.model.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.mosnas.model.memory.Matrix;

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
      extended.add(append(prefixes.get(frontier.parent(row)), frontier.word(row)));
    }
    prefixes = extended;
    model.score(sourceOfRow, prefixes, reader);
  }

  private static int[] append(int[] prefix, int word) {
    int[] longer = Arrays.copyOf(prefix, prefix.length + 1);
    longer[prefix.length] = word;
    return longer;
  }

  @Override
  public void close() {
    sources = List.of();
    prefixes = List.of();
  }
}
