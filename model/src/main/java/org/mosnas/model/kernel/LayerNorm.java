package org.mosnas.model.kernel;

import static org.mosnas.model.kernel.Lanes.STEP;
import static org.mosnas.model.kernel.Lanes.WIDTH;

import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;
import org.mosnas.model.memory.Matrix;

/**
 * Layer normalisation of a residual sum, {@code y = norm(residual + dropout(x)) * gain + bias},
 * over the active width only (the statistics of a sliced layer are those of its slice).
 */
public final class LayerNorm {
  /** Added to the variance. */
  public static final float EPSILON = 1e-5f;

  private LayerNorm() {}

  /**
   * Forward pass.
   *
   * @param residual {@code [tokens, embed]}
   * @param x {@code [tokens, embed]}; holds the normalised sum afterwards, for the backward pass
   * @param gain {@code [embed]}
   * @param bias {@code [embed]}
   * @param rate dropout probability of {@code x}
   * @param seed dropout seed
   * @param y result, {@code [tokens, embed]}
   * @param inverseDeviation result, {@code [tokens]}: one over the standard deviation of each row
   */
  public static void forward(
      Matrix residual,
      Matrix x,
      Matrix gain,
      Matrix bias,
      float rate,
      int seed,
      Matrix y,
      Matrix inverseDeviation) {
    Elementwise.dropout(x, rate, seed);
    ByteBuffer xb = x.memory().bytes();
    int n = x.columns();
    for (int r = 0; r < x.rows(); r++) {
      int xi = x.rowByteOffset(r);
      float mean = sumInto(residual.memory().bytes(), residual.rowByteOffset(r), xb, xi, n) / n;
      float variance = centre(xb, xi, n, mean) / n;
      float inverse = (float) (1.0 / Math.sqrt((double) variance + EPSILON));
      inverseDeviation.set(0, r, inverse);
      scaleShift(xb, xi, gain, bias, inverse, y, r);
    }
  }

  /** x += residual; returns the sum of x. */
  private static float sumInto(ByteBuffer rb, int ri, ByteBuffer xb, int xi, int n) {
    FloatVector sums = FloatVector.zero(Lanes.F);
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, xi += STEP, ri += STEP) {
      FloatVector v = Lanes.load(xb, xi).add(Lanes.load(rb, ri));
      Lanes.store(v, xb, xi);
      sums = sums.add(v);
    }
    float sum = Lanes.sum(sums);
    for (; i < n; i++, xi += Float.BYTES, ri += Float.BYTES) {
      float v = xb.getFloat(xi) + rb.getFloat(ri);
      xb.putFloat(xi, v);
      sum += v;
    }
    return sum;
  }

  /** x -= mean; returns the sum of squares of x. */
  private static float centre(ByteBuffer xb, int xi, int n, float mean) {
    FloatVector squares = FloatVector.zero(Lanes.F);
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, xi += STEP) {
      FloatVector v = Lanes.load(xb, xi).sub(mean);
      Lanes.store(v, xb, xi);
      squares = v.fma(v, squares);
    }
    float sum = Lanes.sum(squares);
    for (; i < n; i++, xi += Float.BYTES) {
      float v = xb.getFloat(xi) - mean;
      xb.putFloat(xi, v);
      sum = Math.fma(v, v, sum);
    }
    return sum;
  }

  private static void scaleShift(
      ByteBuffer xb, int xi, Matrix gain, Matrix bias, float inverse, Matrix y, int row) {
    ByteBuffer gb = gain.memory().bytes();
    ByteBuffer bb = bias.memory().bytes();
    ByteBuffer yb = y.memory().bytes();
    int gi = gain.rowByteOffset(0);
    int bi = bias.rowByteOffset(0);
    int yi = y.rowByteOffset(row);
    int n = y.columns();
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, xi += STEP, gi += STEP, bi += STEP, yi += STEP) {
      FloatVector v = Lanes.load(xb, xi).mul(inverse);
      Lanes.store(v, xb, xi);
      Lanes.store(v.fma(Lanes.load(gb, gi), Lanes.load(bb, bi)), yb, yi);
    }
    for (; i < n; i++, xi += 4, gi += 4, bi += 4, yi += 4) {
      float v = xb.getFloat(xi) * inverse;
      xb.putFloat(xi, v);
      yb.putFloat(yi, Math.fma(v, gb.getFloat(gi), bb.getFloat(bi)));
    }
  }

  /**
   * Backward pass.
   *
   * @param dy gradient of the result, {@code [tokens, embed]}
   * @param normalised what {@link #forward} left in {@code x}
   * @param inverseDeviation of {@link #forward}
   * @param gain {@code [embed]}
   * @param gainGradient added to, {@code [embed]}
   * @param biasGradient added to, {@code [embed]}
   * @param rate dropout probability of {@link #forward}
   * @param seed dropout seed of {@link #forward}
   * @param residualGradient added to, {@code [tokens, embed]}
   * @param xGradient set, {@code [tokens, embed]}
   */
  public static void backward(
      Matrix dy,
      Matrix normalised,
      Matrix inverseDeviation,
      Matrix gain,
      Matrix gainGradient,
      Matrix biasGradient,
      float rate,
      int seed,
      Matrix residualGradient,
      Matrix xGradient) {
    int n = dy.columns();
    for (int r = 0; r < dy.rows(); r++) {
      backwardRow(
          dy,
          normalised,
          inverseDeviation.get(0, r),
          gain,
          gainGradient,
          biasGradient,
          residualGradient,
          xGradient,
          r,
          n);
    }
    Elementwise.dropout(xGradient, rate, seed);
  }

  private static void backwardRow(
      Matrix dy,
      Matrix normalised,
      float inverse,
      Matrix gain,
      Matrix gainGradient,
      Matrix biasGradient,
      Matrix residualGradient,
      Matrix xGradient,
      int row,
      int n) {
    ByteBuffer db = dy.memory().bytes();
    ByteBuffer hb = normalised.memory().bytes();
    ByteBuffer gb = gain.memory().bytes();
    ByteBuffer dgb = gainGradient.memory().bytes();
    ByteBuffer dbb = biasGradient.memory().bytes();
    int d = dy.rowByteOffset(row);
    int h = normalised.rowByteOffset(row);
    int g = gain.rowByteOffset(0);
    int dg = gainGradient.rowByteOffset(0);
    int dbi = biasGradient.rowByteOffset(0);
    FloatVector sums = FloatVector.zero(Lanes.F);
    FloatVector dots = FloatVector.zero(Lanes.F);
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH) {
      int at = i * Float.BYTES;
      FloatVector dv = Lanes.load(db, d + at);
      FloatVector hv = Lanes.load(hb, h + at);
      Lanes.store(dv.fma(hv, Lanes.load(dgb, dg + at)), dgb, dg + at);
      Lanes.store(dv.add(Lanes.load(dbb, dbi + at)), dbb, dbi + at);
      FloatVector dh = dv.mul(Lanes.load(gb, g + at));
      sums = sums.add(dh);
      dots = dh.fma(hv, dots);
    }
    float sum = Lanes.sum(sums);
    float dot = Lanes.sum(dots);
    for (; i < n; i++) {
      int at = i * Float.BYTES;
      float dv = db.getFloat(d + at);
      float hv = hb.getFloat(h + at);
      dgb.putFloat(dg + at, Math.fma(dv, hv, dgb.getFloat(dg + at)));
      dbb.putFloat(dbi + at, dv + dbb.getFloat(dbi + at));
      float dh = dv * gb.getFloat(g + at);
      sum += dh;
      dot = Math.fma(dh, hv, dot);
    }
    spread(db, d, hb, h, gb, g, inverse, sum / n, dot / n, residualGradient, xGradient, row, n);
  }

  private static void spread(
      ByteBuffer db,
      int d,
      ByteBuffer hb,
      int h,
      ByteBuffer gb,
      int g,
      float inverse,
      float mean,
      float meanDot,
      Matrix residualGradient,
      Matrix xGradient,
      int row,
      int n) {
    ByteBuffer rb = residualGradient.memory().bytes();
    ByteBuffer xb = xGradient.memory().bytes();
    int ri = residualGradient.rowByteOffset(row);
    int xi = xGradient.rowByteOffset(row);
    FloatVector minusMeanDot = FloatVector.broadcast(Lanes.F, -meanDot);
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH) {
      int at = i * Float.BYTES;
      FloatVector dh = Lanes.load(db, d + at).mul(Lanes.load(gb, g + at));
      FloatVector ds = Lanes.load(hb, h + at).fma(minusMeanDot, dh.sub(mean)).mul(inverse);
      Lanes.store(ds.add(Lanes.load(rb, ri + at)), rb, ri + at);
      Lanes.store(ds, xb, xi + at);
    }
    for (; i < n; i++) {
      int at = i * Float.BYTES;
      float dh = db.getFloat(d + at) * gb.getFloat(g + at);
      float ds = Math.fma(hb.getFloat(h + at), -meanDot, dh - mean) * inverse;
      rb.putFloat(ri + at, ds + rb.getFloat(ri + at));
      xb.putFloat(xi + at, ds);
    }
  }
}
