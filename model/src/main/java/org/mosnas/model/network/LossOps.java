package org.mosnas.model.network;

import java.util.List;

/**
 * The operations that objectives are made of; interpreters that train or score have them.
 *
 * <p>A loss is {@code [2]}: what is minimized, and beside it the negative log-likelihood that is
 * reported.
 *
 * @param <T> handle of a tensor
 */
public interface LossOps<T> extends Ops<T> {
  /**
   * What rows of scores are compared with.
   *
   * @param ids the right answers, {@code [rows]}
   * @param smoothing share of the probability that is spread over the vocabulary, in [0, 1)
   * @param weight factor of the loss and of its gradient, not of the negative log-likelihood
   */
  @SuppressWarnings("ArrayRecordComponent") // a view for the length of one call, never compared
  record Targets(int[] ids, double smoothing, double weight) {}

  /**
   * Label-smoothed cross-entropy of {@link #logits}, summed over the rows, in nats: {@code weight *
   * ((1 - smoothing) * nll + smoothing / vocab * sum_v(-log p_v))}. No {@code [rows, vocab]} matrix
   * is kept.
   *
   * @param hidden {@code [rows, embed]}
   * @return {@code [2]}: the loss and the negative log-likelihood
   */
  T crossEntropy(T hidden, Outputs.Layer layer, Targets targets);

  /**
   * Numbers that scores are compared with.
   *
   * @param values the right numbers, {@code [rows]}
   * @param weight factor of the loss and of its gradient, not of what is reported
   */
  @SuppressWarnings("ArrayRecordComponent") // a view for the length of one call, never compared
  record Numbers(float[] values, double weight) {}

  /**
   * Squared differences of the scores of a layer with one output, summed over the rows: {@code
   * weight * sum((score - value)^2)}.
   *
   * @param hidden {@code [rows, embed]}
   * @return {@code [2]}: the loss, and the same without its weight in place of the negative
   *     log-likelihood
   */
  T squaredError(T hidden, Outputs.Layer layer, Numbers numbers);

  /**
   * The sum of some losses.
   *
   * @param losses each {@code [2]}
   * @return {@code [2]}: the sum of the losses, and the negative log-likelihood of the first
   */
  T sum(List<T> losses);
}
