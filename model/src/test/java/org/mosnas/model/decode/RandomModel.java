package org.mosnas.model.decode;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.mosnas.model.decode.UncachedScorer.PrefixModel;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;

/** A model that is a table: probabilities drawn once and for all for every source and prefix. */
final class RandomModel implements PrefixModel {
  private final int vocabulary;
  private final long seed;

  RandomModel(int vocabulary, long seed) {
    this.vocabulary = vocabulary;
    this.seed = seed;
  }

  /** Log-probabilities up to a constant, rounded so coarsely that some are equal. */
  float[] scores(int[] source, int[] prefix) {
    long key = 31L * Arrays.hashCode(source) + Arrays.hashCode(prefix);
    SplittableRandom random = new SplittableRandom(seed ^ key * 0x9e3779b97f4a7c15L);
    float[] scores = new float[vocabulary];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = random.nextInt(-12, 13) / 4f;
    }
    return scores;
  }

  @Override
  public void score(List<int[]> sources, List<int[]> prefixes, Consumer<Matrix> reader) {
    try (Memory memory = Memory.allocate((long) prefixes.size() * vocabulary)) {
      Matrix matrix = memory.view(0, prefixes.size(), vocabulary);
      for (int row = 0; row < prefixes.size(); row++) {
        matrix.rows(row, 1).assign(scores(sources.get(row), prefixes.get(row)));
      }
      reader.accept(matrix);
    }
  }
}
