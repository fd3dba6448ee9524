package org.mosnas.model.engine.samediff;

import org.mosnas.model.engine.samediff.PaddedRows.PaddedTensor;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Label-smoothed cross-entropy of the scores of the whole vocabulary: for every target {@code
 * normalizer - (1 - smoothing) * (score of the target) - smoothing * (mean score)}, where the
 * normalizer is the logarithm of the sum of the exponentials of all scores.
 *
 * <p>Only the normalizers need all scores: see {@link GraphScores}.
 */
final class GraphLoss {
  private final Graph graph;
  private final SameDiff sd;
  private final GraphScores all;
  private final double weight;

  /**
   * Prepares the loss.
   *
   * @param scores what makes scores of hidden states
   * @param weight factor of the loss and of its gradient
   */
  GraphLoss(Graph graph, GraphScores scores, double weight) {
    this.graph = graph;
    this.sd = graph.sameDiff();
    this.all = scores;
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
    int vocabulary = all.vocabulary();
    SDVariable normalizers =
        all.column(hidden, weight, 0, (scores, from, count, when) -> normalizers(scores));
    SDVariable products = x.mul(truth).mmul(graph.average(hidden.columns())).mul(hidden.columns());
    SDVariable scores = all.bias().map(b -> products.add(b.truth())).orElse(products);
    SDVariable meanEmbedding = sd.mmul(all.table(), graph.average(vocabulary), true, false, false);
    SDVariable meanProduct = x.mmul(meanEmbedding);
    SDVariable mean =
        all.bias()
            .map(b -> meanProduct.add(b.all().mmul(graph.average(vocabulary))))
            .orElse(meanProduct);
    SDVariable nll = normalizers.sub(scores);
    SDVariable loss = normalizers.sub(scores.mul(1 - smoothing)).sub(mean.mul(smoothing));
    SDVariable tokens = graph.input(hidden.rows().mask(), hidden.rows().count(), 1);
    SDVariable sum = loss.mul(tokens).sum().reshape(1);
    return sd.concat(0, weight == 1 ? sum : sum.mul(weight), nll.mul(tokens).sum().reshape(1));
  }

  /** Not by the log-softmax of ND4J: see decision 0007. */
  private SDVariable normalizers(SDVariable scores) {
    int vocabulary = all.vocabulary();
    // The result does not depend on it, only its rounding.
    SDVariable largest = graph.constant(scores.max(true, 1));
    SDVariable meanExponential = sd.math().exp(scores.sub(largest)).mmul(graph.average(vocabulary));
    return sd.math().log(meanExponential).add(largest).add(Math.log(vocabulary));
  }
}
