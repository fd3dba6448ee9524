package org.mosnas.model.engine.samediff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosnas.model.engine.samediff.PaddedRows.PaddedTensor;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Numbers that are made of the scores of the whole vocabulary, one for every row.
 *
 * <p>They are computed for a few rows at a time and, as losses are sums over rows, differentiated
 * on the way, so that the scores of the whole batch never exist at once.
 *
 * @param graph that they are part of
 * @param table of embeddings, {@code [vocabulary, embed]}
 * @param vocabulary rows of the table
 * @param bias of the scores
 * @param training whether gradients are wanted
 */
record GraphScores(
    Graph graph, SDVariable table, int vocabulary, Optional<Bias> bias, boolean training) {
  /** Scores kept at once, 16 MB; a few arrays of that size are needed for the gradient. */
  private static final int CHUNK_FLOATS = 1 << 22;

  /**
   * A bias of the scores.
   *
   * @param all of the vocabulary, {@code [1, vocabulary]}
   * @param truth those of the targets, {@code [tokens, 1]}
   */
  record Bias(SDVariable all, SDVariable truth) {}

  /** What is made of the scores of some rows. */
  @FunctionalInterface
  interface Column {
    /**
     * A number for every row.
     *
     * @param scores {@code [count, vocabulary]}
     * @param from the first of the rows in the whole batch
     * @param when a node that exists when it is the turn of these rows
     * @return {@code [count, 1]}
     */
    SDVariable of(SDVariable scores, int from, int count, SDVariable when);
  }

  /**
   * The numbers of all rows.
   *
   * @param hidden {@code [tokens, embed]}, padded
   * @param weight what flows back into each of them
   * @param matrices of scores that the column needs besides, for each row
   * @return {@code [tokens, 1]}; a constant: their gradients are added to those of the graph here
   */
  SDVariable column(PaddedTensor hidden, double weight, int matrices, Column column) {
    SameDiff sd = graph.sameDiff();
    float[] mask = hidden.rows().mask();
    int chunk = Math.max(32, CHUNK_FLOATS / (1 + matrices) / vocabulary);
    List<SDVariable> parts = new ArrayList<>();
    List<SDVariable> gradients = new ArrayList<>();
    SDVariable tableGradient = null;
    SDVariable biasGradient = null;
    for (int from = 0; from < mask.length; from += chunk) {
      int count = Math.min(chunk, mask.length - from);
      SDVariable rows = sd.slice(hidden.variable(), new int[] {from, 0}, count, hidden.columns());
      if (from > 0) {
        // Otherwise all chunks are computed at once.
        rows.addControlDependency(training ? tableGradient : parts.get(parts.size() - 1));
      }
      SDVariable products = sd.mmul(rows, table, false, true, false);
      SDVariable scores = bias.map(b -> products.add(b.all())).orElse(products);
      SDVariable part = column.of(scores, from, count, rows);
      parts.add(part);
      if (training) {
        SDVariable start = graph.input(weighted(mask, from, from + count, weight), count, 1);
        Map<String, SDVariable> ofChunk =
            bias.map(b -> graph.gradients(part, start, rows, table, b.all()))
                .orElseGet(() -> graph.gradients(part, start, rows, table));
        gradients.add(ofChunk.get(rows.name()));
        SDVariable more = ofChunk.get(table.name());
        tableGradient = tableGradient == null ? more : tableGradient.add(more);
        if (bias.isPresent()) {
          SDVariable moreBias = ofChunk.get(bias.get().all().name());
          biasGradient = biasGradient == null ? moreBias : biasGradient.add(moreBias);
        }
      }
    }
    if (training) {
      graph.addGradient(hidden.variable(), joined(gradients));
      graph.addGradient(table, tableGradient);
      if (bias.isPresent()) {
        graph.addGradient(bias.get().all(), biasGradient);
      }
    }
    return graph.constant(joined(parts));
  }

  private static float[] weighted(float[] mask, int from, int to, double weight) {
    float[] part = Arrays.copyOfRange(mask, from, to);
    for (int i = 0; i < part.length; i++) {
      part[i] *= (float) weight;
    }
    return part;
  }

  private SDVariable joined(List<SDVariable> parts) {
    return graph.sameDiff().concat(0, parts.toArray(SDVariable[]::new));
  }
}
