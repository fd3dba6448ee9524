package org.mosnas.model.kernel;

import static org.mosnas.model.kernel.Lanes.STEP;
import static org.mosnas.model.kernel.Lanes.WIDTH;

import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
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
    float max = max(b, start, active);
    float sum = expSum(b, start, active, max);
    scale(b, start, active, 1f / sum);
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
    ByteBuffer pb = probabilities.memory().bytes();
    ByteBuffer gb = gradient.memory().bytes();
    int pi = probabilities.rowByteOffset(row);
    int gi = gradient.rowByteOffset(row);
    int n = probabilities.columns();
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, pi += STEP, gi += STEP) {
      Lanes.store(Lanes.load(gb, gi).sub(dot).mul(Lanes.load(pb, pi)), gb, gi);
    }
    for (; i < n; i++, pi += Float.BYTES, gi += Float.BYTES) {
      gb.putFloat(gi, (gb.getFloat(gi) - dot) * pb.getFloat(pi));
    }
  }

  /**
   * The label-smoothed cross-entropy of one row of logits.
   *
   * <p>{@code loss = (1 - smoothing) * nll + smoothing / vocab * sum_v(-log p_v)} in nats.
   *
   * @param logits {@code [tokens, vocab]}; with {@code gradients} the row holds {@code d loss / d
   *     logits} afterwards, otherwise its content is undefined
   * @param target index of the true word
   * @param smoothing in [0, 1)
   * @param gradients whether to leave the gradient
   * @param result receives loss and negative log-likelihood, added to elements 0 and 1
   */
  public static void crossEntropyRow(
      Matrix logits, int row, int target, float smoothing, boolean gradients, double[] result) {
    ByteBuffer b = logits.memory().bytes();
    int start = logits.rowByteOffset(row);
    int n = logits.columns();
    float max = max(b, start, n);
    float targetLogit = b.getFloat(start + target * Float.BYTES);
    double logitSum = smoothing == 0f ? 0 : sum(b, start, n);
    float expSum = expSum(b, start, n, max);
    double logSum = max + Math.log(expSum);
    double nll = logSum - targetLogit;
    result[0] += (1 - smoothing) * nll + smoothing * (logSum - logitSum / n);
    result[1] += nll;
    if (gradients) {
      scaleAdd(b, start, n, 1f / expSum, -smoothing / n);
      int at = start + target * Float.BYTES;
      b.putFloat(at, b.getFloat(at) - (1f - smoothing));
    }
  }

  /** Log-softmax of one row in place. */
  public static void logRow(Matrix logits, int row) {
    ByteBuffer b = logits.memory().bytes();
    int start = logits.rowByteOffset(row);
    int n = logits.columns();
    float shift = (float) logSumRow(logits, row);
    int at = start;
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, at += STEP) {
      Lanes.store(Lanes.load(b, at).sub(shift), b, at);
    }
    for (; i < n; i++, at += Float.BYTES) {
      b.putFloat(at, b.getFloat(at) - shift);
    }
  }

  /**
   * Logarithm of the summed exponentials of one row: what its logits exceed its log-probabilities
   * by. Not a number, or infinite, where an element is or where none is finite.
   */
  public static double logSumRow(Matrix logits, int row) {
    ByteBuffer b = logits.memory().bytes();
    int start = logits.rowByteOffset(row);
    float max = max(b, start, logits.columns());
    return max + Math.log(expSumOnly(b, start, logits.columns(), max));
  }

  /** The greatest number; what is not a number does not count, and shows in the sums. */
  private static float max(ByteBuffer b, int at, int n) {
    FloatVector even = FloatVector.broadcast(Lanes.F, Float.NEGATIVE_INFINITY);
    FloatVector odd = even;
    int i = 0;
    for (; i <= n - 2 * WIDTH; i += 2 * WIDTH, at += 2 * STEP) {
      even = Lanes.greater(even, Lanes.load(b, at));
      odd = Lanes.greater(odd, Lanes.load(b, at + STEP));
    }
    float max = Lanes.greater(even, odd).reduceLanes(VectorOperators.MAX);
    for (; i < n; i++, at += Float.BYTES) {
      float x = b.getFloat(at);
      max = x > max ? x : max;
    }
    return max;
  }

  private static float sum(ByteBuffer b, int at, int n) {
    FloatVector sums = FloatVector.zero(Lanes.F);
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, at += STEP) {
      sums = sums.add(Lanes.load(b, at));
    }
    float sum = Lanes.sum(sums);
    for (; i < n; i++, at += Float.BYTES) {
      sum += b.getFloat(at);
    }
    return sum;
  }

  /** x = exp(x - max); returns the sum. */
  private static float expSum(ByteBuffer b, int at, int n, float max) {
    FloatVector sums = FloatVector.zero(Lanes.F);
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, at += STEP) {
      FloatVector e = Lanes.exp(Lanes.load(b, at).sub(max));
      Lanes.store(e, b, at);
      sums = sums.add(e);
    }
    float sum = Lanes.sum(sums);
    for (; i < n; i++, at += Float.BYTES) {
      float e = Lanes.exp(b.getFloat(at) - max);
      b.putFloat(at, e);
      sum += e;
    }
    return sum;
  }

  private static float expSumOnly(ByteBuffer b, int at, int n, float max) {
    FloatVector sums = FloatVector.zero(Lanes.F);
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, at += STEP) {
      sums = sums.add(Lanes.exp(Lanes.load(b, at).sub(max)));
    }
    float sum = Lanes.sum(sums);
    for (; i < n; i++, at += Float.BYTES) {
      sum += Lanes.exp(b.getFloat(at) - max);
    }
    return sum;
  }

  private static void scale(ByteBuffer b, int at, int n, float factor) {
    scaleAdd(b, at, n, factor, 0f);
  }

  private static void scaleAdd(ByteBuffer b, int at, int n, float factor, float shift) {
    FloatVector factors = FloatVector.broadcast(Lanes.F, factor);
    FloatVector shifts = FloatVector.broadcast(Lanes.F, shift);
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, at += STEP) {
      Lanes.store(Lanes.load(b, at).fma(factors, shifts), b, at);
    }
    for (; i < n; i++, at += Float.BYTES) {
      b.putFloat(at, Math.fma(b.getFloat(at), factor, shift));
    }
  }
}
