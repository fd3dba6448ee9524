package org.mosnas.model.kernel;

import static org.mosnas.model.kernel.VectorApi.ROWS;

import java.nio.ByteBuffer;
import org.mosnas.model.memory.Matrix;

/** Softmax of attention scores, and the label-smoothed cross-entropy of logits. */
public final class Softmax {
  private Softmax() {}

  /**
   * Softmax of one row in place, over its first {@code active} columns; the other columns become
   * zero.
   */
  public static void forwardRow(Matrix scores, int row, int active) {
    ByteBuffer b = scores.memory().bytes();
    int start = scores.rowByteOffset(row);
    float max = ROWS.max(b, start, active);
    float sum = ROWS.expSum(b, start, active, max);
    ROWS.scaleShift(b, start, active, 1f / sum, 0f);
    for (int i = active; i < scores.columns(); i++) {
      b.putFloat(start + i * Float.BYTES, 0f);
    }
  }

  /**
   * Backward pass of one row: {@code d[i] = p[i] * (d[i] - sum_j p[j] d[j])}, in place.
   *
   * @param probabilities result of {@link #forwardRow}
   * @param gradient gradient of the probabilities; of the scores afterwards
   */
  public static void backwardRow(Matrix probabilities, Matrix gradient, int row) {
    float dot = Elementwise.dotRows(probabilities, row, gradient, row);
    ROWS.softmaxBackward(
        probabilities.memory().bytes(),
        probabilities.rowByteOffset(row),
        gradient.memory().bytes(),
        gradient.rowByteOffset(row),
        probabilities.columns(),
        dot);
  }

  /**
   * The label-smoothed cross-entropy of one row of logits.
   *
   * <p>{@code loss = (1 - smoothing) * nll + smoothing / vocab * sum_v(-log p_v)} in nats.
   *
   * @param logits {@code [tokens, vocab]}; with {@code gradients} the row holds {@code d loss / d
   *     logits} afterwards, otherwise its content is undefined
   * @param target index of the true token
   * @param smoothing in [0, 1)
   * @param gradients whether to leave the gradient
   * @param result receives loss and negative log-likelihood, added to elements 0 and 1
   */
  public static void crossEntropyRow(
      Matrix logits, int row, int target, float smoothing, boolean gradients, double[] result) {
    ByteBuffer b = logits.memory().bytes();
    int start = logits.rowByteOffset(row);
    int n = logits.columns();
    float max = ROWS.max(b, start, n);
    float targetLogit = b.getFloat(start + target * Float.BYTES);
    double logitSum = smoothing == 0f ? 0 : ROWS.sum(b, start, n);
    float expSum = ROWS.expSum(b, start, n, max);
    double logSum = max + Math.log(expSum);
    double nll = logSum - targetLogit;
    result[0] += (1 - smoothing) * nll + smoothing * (logSum - logitSum / n);
    result[1] += nll;
    if (gradients) {
      ROWS.scaleShift(b, start, n, 1f / expSum, -smoothing / n);
      int at = start + target * Float.BYTES;
      b.putFloat(at, b.getFloat(at) - (1f - smoothing));
    }
  }

  /**
   * The divergence of a student's row of logits from a teacher's, {@code sum_v q_v * (log q_v - log
   * p_v)} with {@code q} the softmax of the teacher's over a temperature and {@code p} that of the
   * student's.
   *
   * @param student {@code [rows, vocab]}; not changed
   * @param teacher of the same shape; afterwards the row holds {@code p - q}
   * @param temperature positive
   * @param scratch {@code [2, vocab]}
   */
  public static double divergenceRow(
      Matrix student, Matrix teacher, int row, float temperature, Matrix scratch) {
    int n = student.columns();
    Elementwise.setScaledRow(1 / temperature, student, row, scratch, 0);
    Elementwise.setScaledRow(1 / temperature, teacher, row, scratch, 1);
    double logSums = logSumRow(scratch, 0) - logSumRow(scratch, 1);
    Elementwise.setScaledRow(1, scratch, 1, teacher, row);
    Elementwise.addScaledRow(-1, scratch, 0, teacher, row);
    forwardRow(scratch, 1, n);
    double divergence = Elementwise.dotRows(scratch, 1, teacher, row) + logSums;
    forwardRow(scratch, 0, n);
    Elementwise.setScaledRow(1, scratch, 0, teacher, row);
    Elementwise.addScaledRow(-1, scratch, 1, teacher, row);
    return divergence;
  }

  /** Log-softmax of one row in place. */
  public static void logRow(Matrix logits, int row) {
    float shift = (float) logSumRow(logits, row);
    ROWS.subtract(logits.memory().bytes(), logits.rowByteOffset(row), logits.columns(), shift);
  }

  /**
   * Logarithm of the summed exponentials of one row: what its logits exceed its log-probabilities
   * by. Not a number, or infinite, where an element is or where none is finite.
   */
  public static double logSumRow(Matrix logits, int row) {
    ByteBuffer b = logits.memory().bytes();
    int start = logits.rowByteOffset(row);
    float max = ROWS.max(b, start, logits.columns());
    return max + Math.log(ROWS.expSumOnly(b, start, logits.columns(), max));
  }
}
