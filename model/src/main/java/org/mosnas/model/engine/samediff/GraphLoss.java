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
  private final Optional<Bias> bias;
  private final boolean training;
  private final double weight;

  /**
   * What makes scores of hidden states.
   *
   * @param table of embeddings, {@code [vocabulary, embed]}
   * @param vocabulary rows of the table
   * @param bias of the scores
   */
  record Scores(SDVariable table, int vocabulary, Optional<Bias> bias) {}

  /**
   * A bias of the scores.
   *
   * @param all of the vocabulary, {@code [1, vocabulary]}
   * @param truth those of the targets, {@code [tokens, 1]}
   */
  record Bias(SDVariable all, SDVariable truth) {}

  /**
   * Prepares the loss.
   *
   * @param training whether gradients are wanted
   * @param weight factor of the loss and of its gradient
   */
  GraphLoss(Graph graph, Scores scores, boolean training, double weight) {
    this.graph = graph;
    this.sd = graph.sameDiff();
    this.table = scores.table();
    this.vocabulary = scores.vocabulary();
    this.bias = scores.bias();
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
    SDVariable products = x.mul(truth).mmul(graph.average(hidden.columns())).mul(hidden.columns());
    SDVariable scores = bias.map(b -> products.add(b.truth())).orElse(products);
    SDVariable meanEmbedding = sd.mmul(table, graph.average(vocabulary), true, false, false);
    SDVariable meanProduct = x.mmul(meanEmbedding);
    SDVariable mean =
        bias.map(b -> meanProduct.add(b.all().mmul(graph.average(vocabulary)))).orElse(meanProduct);
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
    SDVariable biasGradient = null;
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

  /** Not by the log-softmax of ND4J: see decision 0007. */
  private SDVariable normalizers(SDVariable rows) {
    SDVariable products = sd.mmul(rows, table, false, true, false);
    SDVariable scores = bias.map(b -> products.add(b.all())).orElse(products);
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
