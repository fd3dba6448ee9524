package org.mosnas.model.kernel;

import static org.mosnas.model.kernel.VectorApi.ROWS;

import java.nio.ByteBuffer;
import org.mosnas.model.memory.Matrix;

/**
 * Layer normalisation of a residual sum, {@code y = norm(residual + dropout(x)) * weight + bias},
 * over the active width only (the statistics of a sliced layer are those of its slice).
 */
public final class LayerNorm {
  private LayerNorm() {}

  /**
   * Forward pass.
   *
   * @param residual {@code [tokens, embed]}
   * @param x {@code [tokens, embed]}; holds the normalised sum afterwards, for the backward pass
   * @param weight {@code [embed]}
   * @param bias {@code [embed]}
   * @param rate dropout probability of {@code x}
   * @param seed dropout seed
   * @param epsilon added to the variance
   * @param y result, {@code [tokens, embed]}
   * @param inverseDeviation result, {@code [tokens]}: one over the standard deviation of each row
   */
  public static void forward(
      Matrix residual,
      Matrix x,
      Matrix weight,
      Matrix bias,
      float rate,
      int seed,
      float epsilon,
      Matrix y,
      Matrix inverseDeviation) {
    Elementwise.dropout(x, rate, seed);
    ByteBuffer rb = residual.memory().bytes();
    ByteBuffer xb = x.memory().bytes();
    ByteBuffer wb = weight.memory().bytes();
    ByteBuffer bb = bias.memory().bytes();
    ByteBuffer yb = y.memory().bytes();
    int wi = weight.rowByteOffset(0);
    int bi = bias.rowByteOffset(0);
    int n = x.columns();
    for (int r = 0; r < x.rows(); r++) {
      int xi = x.rowByteOffset(r);
      float mean = ROWS.addSum(rb, residual.rowByteOffset(r), xb, xi, n) / n;
      float variance = ROWS.centre(xb, xi, n, mean) / n;
      float inverse = (float) (1.0 / Math.sqrt((double) variance + epsilon));
      inverseDeviation.set(0, r, inverse);
      ROWS.norm(xb, xi, inverse, wb, wi, bb, bi, yb, y.rowByteOffset(r), n);
    }
  }

  /**
   * Backward pass.
   *
   * @param dy gradient of the result, {@code [tokens, embed]}
   * @param normalised what {@link #forward} left in {@code x}
   * @param inverseDeviation of {@link #forward}
   * @param weight {@code [embed]}
   * @param weightGradient added to, {@code [embed]}
   * @param biasGradient added to, {@code [embed]}
   * @param rate dropout probability of {@link #forward}
   * @param seed dropout seed of {@link #forward}
   * @param residualGradient added to, {@code [tokens, embed]}
   * @param xGradient set, {@code [tokens, embed]}; shares no memory with the others
   */
  public static void backward(
      Matrix dy,
      Matrix normalised,
      Matrix inverseDeviation,
      Matrix weight,
      Matrix weightGradient,
      Matrix biasGradient,
      float rate,
      int seed,
      Matrix residualGradient,
      Matrix xGradient) {
    ByteBuffer dyb = dy.memory().bytes();
    ByteBuffer xb = normalised.memory().bytes();
    ByteBuffer wb = weight.memory().bytes();
    ByteBuffer dwb = weightGradient.memory().bytes();
    ByteBuffer dbb = biasGradient.memory().bytes();
    ByteBuffer drb = residualGradient.memory().bytes();
    ByteBuffer dxb = xGradient.memory().bytes();
    int wi = weight.rowByteOffset(0);
    int dwi = weightGradient.rowByteOffset(0);
    int dbi = biasGradient.rowByteOffset(0);
    int n = dy.columns();
    float[] sums = new float[2];
    for (int r = 0; r < dy.rows(); r++) {
      int dyi = dy.rowByteOffset(r);
      int xi = normalised.rowByteOffset(r);
      int dri = residualGradient.rowByteOffset(r);
      int dxi = xGradient.rowByteOffset(r);
      float inverse = inverseDeviation.get(0, r);
      ROWS.normGradients(dyb, dyi, xb, xi, wb, wi, dwb, dwi, dbb, dbi, dxb, dxi, n, sums);
      ROWS.normBackward(
          dyb, dyi, xb, xi, wb, wi, sums[0] / n, sums[1] / n, inverse, drb, dri, dxb, dxi, n);
    }
    Elementwise.dropout(xGradient, rate, seed);
  }
}
