package org.mosnas.model.network;

import java.util.List;
import java.util.Optional;
import org.mosnas.model.memory.Matrix;

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
   * A teacher's scores of the same rows, as what they are made of.
   *
   * @param hidden the teacher's hidden states, {@code [rows, teacherEmbed]}
   * @param table of the teacher, {@code [vocab, teacherEmbed]}
   * @param bias of its scores, {@code [1, vocab]}
   * @param temperature that the scores of both are divided by; positive
   * @param weight factor of the divergence and of its gradient
   */
  record Soft(
      Matrix hidden, Matrix table, Optional<Matrix> bias, double temperature, double weight) {}

  /**
   * {@link #crossEntropy(Object, Outputs.Layer, Targets)} plus the divergence from a teacher
   * (Hinton et al., <a href="https://arxiv.org/abs/1503.02531">paper</a>), {@code weight * T^2 *
   * sum_v q_v * (log q_v - log p_v)} with {@code q} the softmax of the teacher's scores over the
   * temperature {@code T} and {@code p} that of ours; summed over the rows. Nothing flows back into
   * the teacher, and no {@code [rows, vocab]} matrix is kept of either.
   *
   * @param hidden {@code [rows, embed]}
   * @return {@code [2]}: the loss and the negative log-likelihood of the targets
   */
  T crossEntropy(T hidden, Outputs.Layer layer, Targets targets, Soft soft);

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
   * Mean squared differences from a teacher's hidden states, summed over the rows: {@code weight *
   * sum_r mean_c (x[r, c] - wanted[r, c])^2}.
   *
   * @param x {@code [tokens, embed]}
   * @param wanted of the same shape
   * @return {@code [2]}: the loss, and the same without its weight
   */
  T meanSquare(T x, Matrix wanted, double weight);

  /**
   * A teacher's vectors, whose relations are learnt.
   *
   * @param vectors {@code [tokens, teacherWidth]}
   * @param texts which tokens see one another
   * @param heads that the columns of teacher and student are split into; a divisor of both widths
   * @param weight factor of the divergence and of its gradient
   */
  record Relations(Matrix vectors, Segments texts, int heads, double weight) {}

  /**
   * How far the relations of tokens are from a teacher's (MiniLMv2, Wang et al., <a
   * href="https://arxiv.org/abs/2012.15828">paper</a>): with {@code R(x) = softmax(x_h x_h^T /
   * sqrt(width / heads))} over the tokens of a text, {@code weight * sum_r mean_h KL(R(vectors)[r]
   * || R(x)[r])}, summed over the tokens.
   *
   * @param x {@code [tokens, width]}; the width may be another than the teacher's
   * @return {@code [2]}: the loss, and the same without its weight
   */
  T relations(T x, Relations wanted);

  /**
   * The sum of some losses.
   *
   * @param losses each {@code [2]}
   * @return {@code [2]}: the sum of the losses, and the negative log-likelihood of the first
   */
  T sum(List<T> losses);
}
