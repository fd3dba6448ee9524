package org.mosnas.model.engine.samediff;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;
import org.mosnas.model.network.Ops;
import org.mosnas.model.network.Ops.Attention;
import org.mosnas.model.network.Ops.Tables;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;

/**
 * What an operation is given.
 *
 * @param vocabulary number of tokens
 * @param source the tokens of one side
 * @param target the tokens of the other side, as many sentences
 * @param sourceIds what is to be predicted from {@code source}
 * @param targetIds what is to be predicted from {@code target}
 * @param drops whether anything is dropped out
 */
record Setting(
    int vocabulary, Tokens source, Tokens target, int[] sourceIds, int[] targetIds, boolean drops) {

  /** A handful of tokens. */
  static Setting small() {
    return new Setting(
        7,
        Tokens.of(Tokens.Side.SOURCE, new int[] {3, 4, 2, 6, 4, 1}, Segments.of(2, 1, 3)),
        Tokens.of(Tokens.Side.TARGET, new int[] {5, 0, 3, 3, 1, 6, 2}, Segments.of(3, 2, 2)),
        new int[] {1, 5, 0, 2, 3, 6},
        new int[] {6, 5, 4, 3, 2, 1, 0},
        true);
  }

  /** Sentences of 1 to {@code longest} random tokens, nothing dropped out. */
  static Setting random(SplittableRandom random, int vocabulary, int sentences, int longest) {
    Segments source = Segments.of(random.ints(sentences, 1, longest + 1).toArray());
    Segments target = Segments.of(random.ints(sentences, 1, longest + 1).toArray());
    return new Setting(
        vocabulary,
        Tokens.of(Tokens.Side.SOURCE, ids(random, source, vocabulary), source),
        Tokens.of(Tokens.Side.TARGET, ids(random, target, vocabulary), target),
        ids(random, source, vocabulary),
        ids(random, target, vocabulary),
        false);
  }

  private static int[] ids(SplittableRandom random, Segments sentences, int vocabulary) {
    return random.ints(sentences.rows(), 0, vocabulary).toArray();
  }

  /** Random weights for every operation. */
  TestWeights weights(SplittableRandom random) {
    TestWeights weights =
        new TestWeights(
                3 * vocabulary * Operation.WIDTH
                    + (40 * Operation.WIDTH + longest()) * Operation.WIDTH)
            .random(random, "embeddings", vocabulary, Operation.WIDTH)
            .random(random, "output", vocabulary, Operation.WIDTH)
            .random(random, "wide.weight", 2 * Operation.WIDTH, Operation.WIDTH)
            .random(random, "wide.bias", 1, 2 * Operation.WIDTH)
            .random(random, "narrow.weight", Operation.WIDTH, Operation.WIDTH - 2)
            .random(random, "narrow.bias", 1, Operation.WIDTH)
            .random(random, "positions", longest(), Operation.WIDTH)
            .random(random, "types", 2, Operation.WIDTH)
            .random(random, "output.bias", 1, vocabulary)
            .random(random, "one", 1, 1)
            .random(random, "norm.gain", 1, Operation.WIDTH)
            .random(random, "norm.bias", 1, Operation.WIDTH);
    for (String map : List.of("a", "q", "k", "v")) {
      weights
          .random(random, map + ".weight", Operation.WIDTH, Operation.WIDTH)
          .random(random, map + ".bias", 1, Operation.WIDTH);
    }
    return weights;
  }

  <T> T source(Ops<T> ops) {
    return ops.embed("embeddings", source, Operation.WIDTH, Operation.WIDTH + 4);
  }

  private int longest() {
    return source.segments().longest();
  }

  /** The sum of the embeddings of the source; every third token is of the second type. */
  <T> T sum(Ops<T> ops, int embed) {
    int[] types = IntStream.range(0, source.ids().length).map(i -> i % 3 / 2).toArray();
    return ops.embedSum(new Tables("embeddings", "positions", "types"), source, types, embed);
  }

  Outputs.Layer biased() {
    return new Outputs.Layer("output", vocabulary, Optional.of("output.bias"));
  }

  <T> T target(Ops<T> ops) {
    return ops.embed("embeddings", target, Operation.WIDTH, Operation.WIDTH + 4);
  }

  Attention layout(Tokens queries, Tokens keys, boolean causal) {
    return new Attention(queries.segments(), keys.segments(), 3, causal);
  }

  Outputs.Layer layer() {
    return new Outputs.Layer("output", vocabulary);
  }

  /** Rows of the source from the last one on, each of them twice. */
  int[] backwards() {
    int rows = sourceIds.length;
    return IntStream.range(0, rows).map(i -> rows - 1 - i / 2).toArray();
  }

  /** Something that a teacher computed, always the same. */
  Matrix teacher(int seed, int rows, int columns) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    Matrix matrix = Memory.allocate(values.length).view(0, rows, columns);
    matrix.assign(values);
    return matrix;
  }

  double dropout(double rate) {
    return drops ? rate : 0;
  }
}
