package org.mosnas.bench;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.mosnas.model.decode.Frontier;
import org.mosnas.model.decode.StepScorer;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;

/**
 * Scores prefixes in libtorch with cached keys and values: a step appends to the cache by
 * concatenation and follows the search by {@code index_select}, only where something moved.
 */
final class LibtorchScorer implements StepScorer {
  private final LibtorchModel model;
  private final int vocabulary;
  private PtNDArray[] cross = {};
  private PtNDArray[] kept = {};
  private int[] active = {};
  private Memory scores = Memory.allocate(0);

  LibtorchScorer(LibtorchModel model, int vocabulary) {
    this.model = model;
    this.vocabulary = vocabulary;
  }

  @Override
  public void start(List<int[]> sources, int beam) {
    release(cross);
    release(kept);
    int[][] rows = sources.toArray(int[][]::new);
    try (PtNDArray source = model.matrix(rows);
        PtNDArray positions = model.evenPositions(rows.length, rows[0].length)) {
      cross =
          model.tensors(
              "start",
              IValue.listFrom(model.weights()),
              IValue.from(source),
              IValue.from(positions),
              model.positions());
    }
    kept = model.emptyCaches(rows.length);
    active = IntStream.range(0, rows.length).toArray();
  }

  @Override
  public void step(Frontier frontier, Consumer<Matrix> reader) {
    follow(frontier);
    PtNDArray[] results;
    try (PtNDArray tokens = model.integers(toLongs(frontier.tokens()))) {
      results =
          model.tensors(
              "step",
              IValue.listFrom(model.weights()),
              IValue.from(tokens),
              IValue.from((long) frontier.step()),
              IValue.listFrom(cross),
              IValue.listFrom(kept),
              IValue.from((long) active.length),
              model.positions());
    }
    release(kept);
    kept = Arrays.copyOfRange(results, 1, results.length);
    try (PtNDArray logits = results[0]) {
      reader.accept(copy(logits, frontier.rows()));
    }
  }

  /** Brings the caches into the order of the rows. */
  private void follow(Frontier frontier) {
    int[] parents = IntStream.range(0, frontier.rows()).map(frontier::parent).toArray();
    if (!isIdentity(parents) || parents.length != kept[0].getShape().get(0)) {
      kept = selected(kept, parents);
    }
    int[] sentences = frontier.activeSentences();
    if (!Arrays.equals(sentences, active)) {
      int[] before = active;
      int[] rows = Arrays.stream(sentences).map(s -> Arrays.binarySearch(before, s)).toArray();
      cross = selected(cross, rows);
      active = sentences;
    }
  }

  private static boolean isIdentity(int[] rows) {
    return IntStream.range(0, rows.length).allMatch(i -> rows[i] == i);
  }

  private PtNDArray[] selected(PtNDArray[] tensors, int[] rows) {
    try (PtNDArray index = model.integers(toLongs(rows))) {
      PtNDArray[] result = model.tensors("select", IValue.listFrom(tensors), IValue.from(index));
      release(tensors);
      return result;
    }
  }

  private Matrix copy(PtNDArray logits, int rows) {
    if (scores.size() < rows * vocabulary) {
      scores.close();
      scores = Memory.allocate((long) rows * vocabulary);
    }
    ByteBuffer values = logits.toByteBuffer(true);
    scores.bytes().duplicate().put(values);
    return scores.view(0, rows, vocabulary);
  }

  private static long[] toLongs(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }

  private static void release(PtNDArray[] tensors) {
    Arrays.stream(tensors).forEach(PtNDArray::close);
  }

  @Override
  public void close() {
    release(cross);
    release(kept);
    scores.close();
  }
}
