package org.mosnas.model.kernel;

import static org.mosnas.model.kernel.VectorApi.ROWS;

import java.nio.ByteBuffer;
import org.mosnas.model.memory.Memory;

/**
 * One step of Adam over flat vectors, in the form of fairseq: with bias corrections {@code c1 = 1 -
 * beta1^t}, {@code c2 = 1 - beta2^t}, {@code p -= lr * sqrt(c2) / c1 * m / (sqrt(v) + epsilon)},
 * epsilon outside the correction, and decoupled decay {@code p -= lr * decay * p} along with it:
 * one rounding for both, since a decay below half a unit in the last place of p would be lost
 * alone.
 */
public final class Adam {
  private Adam() {}

  /**
   * The scalars of one step.
   *
   * @param beta1 decay of the mean
   * @param beta2 decay of the mean square
   * @param stepSize learning rate with the bias corrections
   * @param epsilon added to the root of the mean square
   * @param decay share of the parameter that is taken away
   * @param gradientScale factor on the gradients
   */
  public record Step(
      float beta1, float beta2, float stepSize, float epsilon, float decay, float gradientScale) {

    /**
     * The step numbered {@code t}, from 1.
     *
     * @param learningRate of this step
     * @param weightDecay decoupled decay per unit of learning rate
     * @param gradientScale factor on the gradients, such as one over the number of tokens
     */
    public static Step numbered(
        long t,
        double learningRate,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        double gradientScale) {
      double size = learningRate * Math.sqrt(1 - Math.pow(beta2, t)) / (1 - Math.pow(beta1, t));
      return new Step(
          (float) beta1,
          (float) beta2,
          (float) size,
          (float) epsilon,
          (float) (learningRate * weightDecay),
          (float) gradientScale);
    }
  }

  /** Floats that are summed up before the sum is taken on in double precision. */
  private static final int BLOCK = 1 << 16;

  /**
   * Updates {@code count} floats from {@code offset} on of all four vectors of equal layout, and
   * clears the gradients: they are at hand here and cost a pass of their own later.
   *
   * @return the sum of the squares of the gradients, unscaled; not a number, or infinite, where one
   *     of them is, and then the vectors are of no use any more
   */
  public static double update(
      Memory parameters, Memory gradients, Memory m, Memory v, int offset, int count, Step step) {
    ByteBuffer pb = parameters.bytes();
    ByteBuffer gb = gradients.bytes();
    ByteBuffer mb = m.bytes();
    ByteBuffer vb = v.bytes();
    double squares = 0;
    for (int from = offset; from < offset + count; from += BLOCK) {
      int block = Math.min(BLOCK, offset + count - from);
      squares += ROWS.adam(pb, gb, mb, vb, from * Float.BYTES, block, step);
    }
    return squares;
  }

  /** Sum of the squares of {@code count} floats from {@code offset} on. */
  public static double sumOfSquares(Memory x, int offset, int count) {
    double total = 0;
    for (int from = offset; from < offset + count; from += BLOCK) {
      var block = x.view(from, 1, Math.min(BLOCK, offset + count - from));
      total += Elementwise.dotRows(block, 0, block, 0);
    }
    return total;
  }
}
