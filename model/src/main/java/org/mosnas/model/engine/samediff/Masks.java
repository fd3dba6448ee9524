package org.mosnas.model.engine.samediff;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.mosnas.model.engine.DropoutMasks;
import org.mosnas.model.engine.samediff.PaddedRows.PaddedTensor;
import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.memory.Matrix;
import org.nd4j.autodiff.samediff.SDVariable;

/** Inputs of a graph that say what is seen and what is dropped, padded from their packed form. */
final class Masks {
  private static final float MASKED = -1e9f;

  private final Graph graph;
  private final Arena arena;
  private final Map<Visibility, SDVariable> visibilities = new HashMap<>();

  private record Visibility(PaddedRows queries, PaddedRows keys, boolean causal) {}

  Masks(Graph graph, Arena arena) {
    this.graph = graph;
    this.arena = arena;
  }

  /** What is added to attention scores, {@code [batch, 1, queries, keys]}. */
  SDVariable visibility(PaddedRows queries, PaddedRows keys, boolean causal) {
    if (causal && queries.left()) {
      throw new IllegalArgumentException("causal attention needs queries padded on the right");
    }
    return visibilities.computeIfAbsent(
        new Visibility(queries, keys, causal),
        v -> graph.input(scores(v), queries.batch(), 1, queries.width(), keys.width()));
  }

  private static float[] scores(Visibility v) {
    PaddedRows queries = v.queries();
    PaddedRows keys = v.keys();
    float[] scores = new float[queries.count() * keys.width()];
    Arrays.fill(scores, MASKED);
    for (int b = 0; b < queries.batch(); b++) {
      // Padding sees what its neighbours see: something, so that its softmax is defined.
      for (int column = 0; column < queries.width(); column++) {
        int row = (b * queries.width() + column) * keys.width();
        int seen = v.causal() ? Math.min(column + 1, keys.length(b)) : keys.length(b);
        for (int k = 0; k < seen; k++) {
          scores[row + keys.column(b, k)] = 0;
        }
      }
    }
    return scores;
  }

  /** What a tensor is multiplied with, {@code [batch * time, columns]}. */
  SDVariable dropout(PaddedTensor x, float rate, int seed) {
    PaddedRows rows = x.rows();
    float[] packed = packed(rows.ofPacked().length, x.columns(), rate, seed);
    return graph.input(rows.pad(packed, x.columns()), rows.count(), x.columns());
  }

  /** What attention probabilities are multiplied with, {@code [batch, heads, queries, keys]}. */
  SDVariable dropout(PaddedRows queries, PaddedRows keys, int heads, float rate, int seed) {
    float[] padded = new float[queries.count() * heads * keys.width()];
    for (int b = 0; b < queries.batch(); b++) {
      int length = DropoutMasks.rowLength(keys.length(b));
      for (int h = 0; h < heads; h++) {
        int head = b * heads + h;
        float[] packed = packed(queries.length(b), length, rate, DropoutMasks.headSeed(seed, head));
        for (int q = 0; q < queries.length(b); q++) {
          int row = (head * queries.width() + queries.column(b, q)) * keys.width();
          for (int k = 0; k < keys.length(b); k++) {
            padded[row + keys.column(b, k)] = packed[q * length + k];
          }
        }
      }
    }
    return graph.input(padded, queries.batch(), heads, queries.width(), keys.width());
  }

  private float[] packed(int rows, int columns, float rate, int seed) {
    Arena.Mark mark = arena.mark();
    Matrix mask = arena.allocate(rows, columns);
    mask.fill(1f);
    Elementwise.dropout(mask, rate, seed);
    float[] values = mask.toArray();
    arena.release(mark);
    return values;
  }
}
