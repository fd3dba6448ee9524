package org.mosnas.model.engine.samediff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.mosnas.model.engine.samediff.PaddedRows.PaddedTensor;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Label-smoothed cross-entropy of the scores of the whole vocabulary: for every target {@code
 * normalizer - (1 - smoothing) * (score of the target) - smoothing * (mean score)}, where the
 * normalizer is the logarithm of the sum of the exponentials of all scores.
 *
 * <p>Only the normalizers need all scores. They are computed for a few rows at a time and, as the
 * loss is a sum over tokens, differentiated on the way, so that the scores of the whole batch never
 * exist at once.
 */
final class GraphLoss {
  /** Scores kept at once, 16 MB; a few arrays of that size are needed for the gradient. */
  private static final int CHUNK_FLOATS = 1 << 22;

  private final Graph graph;
  private final SameDiff sd;
  private final SDVariable table;
  private final int vocabulary;
  private final boolean training;
  private final double weight;

  /**
   * Prepares the loss.
   *
   * @param table of embeddings, {@code [vocabulary, embed]}
   * @param training whether gradients are wanted
   * @param weight factor of the loss and of its gradient
   */
  GraphLoss(Graph graph, SDVariable table, int vocabulary, boolean training, double weight) {
    this.graph = graph;
    this.sd = graph.sameDiff();
    this.table = table;
    this.vocabulary = vocabulary;
    this.training = training;
    this.weight = weight;
  }

  /**
   * Builds the loss.
   *
   * @param hidden {@code [tokens, embed]}, padded
   * @param truth the embeddings of the targets, of the same shape
   * @return {@code [2]}: the loss and the negative log-likelihood
   */
  SDVariable of(PaddedTensor hidden, SDVariable truth, double smoothing) {
    SDVariable x = hidden.variable();
    SDVariable normalizers = normalizers(hidden);
    SDVariable scores = x.mul(truth).mmul(graph.average(hidden.columns())).mul(hidden.columns());
    SDVariable meanEmbedding = sd.mmul(table, graph.average(vocabulary), true, false, false);
    SDVariable mean = x.mmul(meanEmbedding);
    SDVariable nll = normalizers.sub(scores);
    SDVariable loss = normalizers.sub(scores.mul(1 - smoothing)).sub(mean.mul(smoothing));
    SDVariable tokens = graph.input(hidden.rows().mask(), hidden.rows().count(), 1);
    SDVariable sum = loss.mul(tokens).sum().reshape(1);
    return sd.concat(0, weight == 1 ? sum : sum.mul(weight), nll.mul(tokens).sum().reshape(1));
  }

  /** {@code [tokens, 1]}, with their gradients added to those of the graph. */
  private SDVariable normalizers(PaddedTensor hidden) {
    float[] mask = hidden.rows().mask();
    int chunk = Math.max(32, CHUNK_FLOATS / vocabulary);
    List<SDVariable> parts = new ArrayList<>();
    List<SDVariable> gradients = new ArrayList<>();
    SDVariable tableGradient = null;
    for (int from = 0; from < mask.length; from += chunk) {
      int count = Math.min(chunk, mask.length - from);
      SDVariable rows = sd.slice(hidden.variable(), new int[] {from, 0}, count, hidden.columns());
      if (from > 0) {
        // Otherwise all chunks are computed at once.
        rows.addControlDependency(training ? tableGradient : parts.get(parts.size() - 1));
      }
      SDVariable part = normalizers(rows);
      parts.add(part);
      if (training) {
        SDVariable start = graph.input(weighted(mask, from, from + count), count, 1);
        Map<String, SDVariable> ofChunk = graph.gradients(part, start, rows, table);
        gradients.add(ofChunk.get(rows.name()));
        SDVariable more = ofChunk.get(table.name());
        tableGradient = tableGradient == null ? more : tableGradient.add(more);
      }
    }
    if (training) {
      graph.addGradient(hidden.variable(), joined(gradients));
      graph.addGradient(table, tableGradient);
    }
    return graph.constant(joined(parts));
  }

  /** Not by the log-softmax of ND4J: see decision 0007. */
  private SDVariable normalizers(SDVariable rows) {
    SDVariable scores = sd.mmul(rows, table, false, true, false);
    // The result does not depend on it, only its rounding.
    SDVariable largest = graph.constant(scores.max(true, 1));
    SDVariable meanExponential = sd.math().exp(scores.sub(largest)).mmul(graph.average(vocabulary));
    return sd.math().log(meanExponential).add(largest).add(Math.log(vocabulary));
  }

  private float[] weighted(float[] mask, int from, int to) {
    float[] part = Arrays.copyOfRange(mask, from, to);
    for (int i = 0; i < part.length; i++) {
      part[i] *= (float) weight;
    }
    return part;
  }

  private SDVariable joined(List<SDVariable> parts) {
    return sd.concat(0, parts.toArray(SDVariable[]::new));
  }
}
