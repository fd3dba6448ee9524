package org.mosnas.model.kernel;

import static org.mosnas.model.kernel.Lanes.STEP;
import static org.mosnas.model.kernel.Lanes.WIDTH;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.mosnas.model.memory.Matrix;

/** Sums, scalings, biases, rectifiers and dropout, row by row. */
public final class Elementwise {
  private Elementwise() {}

  /** Sets every element of {@code x} to zero. */
  public static void clear(Matrix x) {
    int n = x.contiguous() ? x.size() : x.columns();
    int rows = x.contiguous() ? 1 : x.rows();
    ByteBuffer b = x.memory().bytes();
    for (int r = 0; r < rows; r++) {
      int at = x.rowByteOffset(r);
      int i = 0;
      for (; i <= n - WIDTH; i += WIDTH) {
        Lanes.store(FloatVector.zero(Lanes.F), b, at + i * Float.BYTES);
      }
      for (; i < n; i++) {
        b.putFloat(at + i * Float.BYTES, 0f);
      }
    }
  }

  /** Copies {@code from} to {@code to}, of the same shape. */
  public static void copy(Matrix from, Matrix to) {
    requireSameShape(from, to);
    for (int r = 0; r < from.rows(); r++) {
      ByteBuffer source =
          from.memory().bytes().slice(from.rowByteOffset(r), from.columns() * Float.BYTES);
      to.memory()
          .bytes()
          .slice(to.rowByteOffset(r), to.columns() * Float.BYTES)
          .order(ByteOrder.nativeOrder())
          .put(source);
    }
  }

  /** {@code y += a * x}. */
  public static void addScaled(float a, Matrix x, Matrix y) {
    requireSameShape(x, y);
    for (int r = 0; r < x.rows(); r++) {
      addScaledRow(a, x, r, y, r);
    }
  }

  /** {@code y[yRow] += a * x[xRow]}. */
  public static void addScaledRow(float a, Matrix x, int xRow, Matrix y, int yRow) {
    ByteBuffer xb = x.memory().bytes();
    ByteBuffer yb = y.memory().bytes();
    int xi = x.rowByteOffset(xRow);
    int yi = y.rowByteOffset(yRow);
    int n = x.columns();
    FloatVector scale = FloatVector.broadcast(Lanes.F, a);
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, xi += STEP, yi += STEP) {
      Lanes.store(Lanes.load(xb, xi).fma(scale, Lanes.load(yb, yi)), yb, yi);
    }
    for (; i < n; i++, xi += Float.BYTES, yi += Float.BYTES) {
      yb.putFloat(yi, Math.fma(xb.getFloat(xi), a, yb.getFloat(yi)));
    }
  }

  /** {@code y[yRow] = a * x[xRow]}. */
  public static void setScaledRow(float a, Matrix x, int xRow, Matrix y, int yRow) {
    ByteBuffer xb = x.memory().bytes();
    ByteBuffer yb = y.memory().bytes();
    int xi = x.rowByteOffset(xRow);
    int yi = y.rowByteOffset(yRow);
    int n = x.columns();
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, xi += STEP, yi += STEP) {
      Lanes.store(Lanes.load(xb, xi).mul(a), yb, yi);
    }
    for (; i < n; i++, xi += Float.BYTES, yi += Float.BYTES) {
      yb.putFloat(yi, xb.getFloat(xi) * a);
    }
  }

  /** {@code x *= a}. */
  public static void scale(float a, Matrix x) {
    for (int r = 0; r < x.rows(); r++) {
      setScaledRow(a, x, r, x, r);
    }
  }

  /** Adds the row vector {@code bias} to every row of {@code x}. */
  public static void addBias(Matrix x, Matrix bias) {
    ByteBuffer xb = x.memory().bytes();
    ByteBuffer bb = bias.memory().bytes();
    int n = x.columns();
    for (int r = 0; r < x.rows(); r++) {
      int xi = x.rowByteOffset(r);
      int bi = bias.rowByteOffset(0);
      int i = 0;
      for (; i <= n - WIDTH; i += WIDTH, xi += STEP, bi += STEP) {
        Lanes.store(Lanes.load(xb, xi).add(Lanes.load(bb, bi)), xb, xi);
      }
      for (; i < n; i++, xi += Float.BYTES, bi += Float.BYTES) {
        xb.putFloat(xi, xb.getFloat(xi) + bb.getFloat(bi));
      }
    }
  }

  /** {@code x = max(0, x + bias)} in every row. */
  public static void addBiasRelu(Matrix x, Matrix bias) {
    ByteBuffer xb = x.memory().bytes();
    ByteBuffer bb = bias.memory().bytes();
    int n = x.columns();
    for (int r = 0; r < x.rows(); r++) {
      int xi = x.rowByteOffset(r);
      int bi = bias.rowByteOffset(0);
      int i = 0;
      for (; i <= n - WIDTH; i += WIDTH, xi += STEP, bi += STEP) {
        FloatVector sum = Lanes.load(xb, xi).add(Lanes.load(bb, bi));
        Lanes.store(sum.blend(0f, sum.compare(VectorOperators.LT, 0f)), xb, xi);
      }
      for (; i < n; i++, xi += Float.BYTES, bi += Float.BYTES) {
        xb.putFloat(xi, Math.max(0f, xb.getFloat(xi) + bb.getFloat(bi)));
      }
    }
  }

  /**
   * {@code gradient = y > 0 ? gradient : 0}, where {@code y} is the output of the rectifier; the
   * sum of the rows of the result is added to {@code sums}.
   */
  public static void reluBackward(Matrix y, Matrix gradient, Matrix sums) {
    ByteBuffer yb = y.memory().bytes();
    ByteBuffer gb = gradient.memory().bytes();
    ByteBuffer sb = sums.memory().bytes();
    int n = y.columns();
    for (int r = 0; r < y.rows(); r++) {
      int yi = y.rowByteOffset(r);
      int gi = gradient.rowByteOffset(r);
      int si = sums.rowByteOffset(0);
      int i = 0;
      for (; i <= n - WIDTH; i += WIDTH, yi += STEP, gi += STEP, si += STEP) {
        VectorMask<Float> active = Lanes.load(yb, yi).compare(VectorOperators.GT, 0f);
        FloatVector passed = FloatVector.zero(Lanes.F).blend(Lanes.load(gb, gi), active);
        Lanes.store(passed, gb, gi);
        Lanes.store(Lanes.load(sb, si).add(passed), sb, si);
      }
      for (; i < n; i++, yi += Float.BYTES, gi += Float.BYTES, si += Float.BYTES) {
        if (!(yb.getFloat(yi) > 0f)) {
          gb.putFloat(gi, 0f);
        }
        sb.putFloat(si, sb.getFloat(si) + gb.getFloat(gi));
      }
    }
  }

  /** {@code sums += } the sum of the rows of {@code x}. */
  public static void addColumnSums(Matrix x, Matrix sums) {
    int r = 0;
    for (; r <= x.rows() - 4; r += 4) {
      addFourRows(x, r, sums);
    }
    for (; r < x.rows(); r++) {
      addScaledRow(1f, x, r, sums, 0);
    }
  }

  private static void addFourRows(Matrix x, int row, Matrix sums) {
    ByteBuffer xb = x.memory().bytes();
    ByteBuffer sb = sums.memory().bytes();
    int n = x.columns();
    int stride = x.stride() * Float.BYTES;
    int x0 = x.rowByteOffset(row);
    int si = sums.rowByteOffset(0);
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, si += STEP, x0 += STEP) {
      FloatVector first = Lanes.load(xb, x0).add(Lanes.load(xb, x0 + stride));
      FloatVector second = Lanes.load(xb, x0 + 2 * stride).add(Lanes.load(xb, x0 + 3 * stride));
      Lanes.store(Lanes.load(sb, si).add(first.add(second)), sb, si);
    }
    for (; i < n; i++, si += Float.BYTES, x0 += Float.BYTES) {
      float first = xb.getFloat(x0) + xb.getFloat(x0 + stride);
      float second = xb.getFloat(x0 + 2 * stride) + xb.getFloat(x0 + 3 * stride);
      sb.putFloat(si, sb.getFloat(si) + (first + second));
    }
  }

  /**
   * Inverted dropout in place: element {@code i} of {@code x}, counted row by row, is dropped or
   * scaled by {@code 1 / (1 - rate)} as a hash of {@code (seed, i)} says. The same call on the
   * gradient is its backward pass.
   *
   * @param rate probability of dropping, in [0, 1)
   */
  public static void dropout(Matrix x, float rate, int seed) {
    if (rate == 0f) {
      return;
    }
    int threshold = dropThreshold(rate);
    float keepScale = 1f / (1f - rate);
    ByteBuffer b = x.memory().bytes();
    int n = x.columns();
    for (int r = 0; r < x.rows(); r++) {
      int at = x.rowByteOffset(r);
      int index = r * n + seed;
      int i = 0;
      for (; i <= n - WIDTH; i += WIDTH, at += STEP) {
        FloatVector kept = Lanes.load(b, at).mul(keepScale);
        Lanes.store(FloatVector.zero(Lanes.F).blend(kept, keeps(index + i, threshold)), b, at);
      }
      for (; i < n; i++, at += Float.BYTES) {
        b.putFloat(at, keeps1(index + i, threshold) ? b.getFloat(at) * keepScale : 0f);
      }
    }
  }

  static int dropThreshold(float rate) {
    return (int) (rate * 0x1p31);
  }

  static VectorMask<Float> keeps(int index, int threshold) {
    IntVector hash = Lanes.hash(IntVector.broadcast(Lanes.I, index).addIndex(1));
    return hash.lanewise(VectorOperators.LSHR, 1)
        .compare(VectorOperators.GE, threshold)
        .cast(Lanes.F);
  }

  static boolean keeps1(int index, int threshold) {
    return Lanes.hash(index) >>> 1 >= threshold;
  }

  /** Sum over the elements of {@code x[xRow] * y[yRow]}. */
  public static float dotRows(Matrix x, int xRow, Matrix y, int yRow) {
    ByteBuffer xb = x.memory().bytes();
    ByteBuffer yb = y.memory().bytes();
    int xi = x.rowByteOffset(xRow);
    int yi = y.rowByteOffset(yRow);
    int n = x.columns();
    FloatVector sums = FloatVector.zero(Lanes.F);
    int i = 0;
    for (; i <= n - Lanes.WIDTH; i += Lanes.WIDTH, xi += Lanes.STEP, yi += Lanes.STEP) {
      sums = Lanes.load(xb, xi).fma(Lanes.load(yb, yi), sums);
    }
    float sum = Lanes.sum(sums);
    for (; i < n; i++, xi += Float.BYTES, yi += Float.BYTES) {
      sum = Math.fma(xb.getFloat(xi), yb.getFloat(yi), sum);
    }
    return sum;
  }

  private static void requireSameShape(Matrix x, Matrix y) {
    if (x.rows() != y.rows() || x.columns() != y.columns()) {
      throw new IllegalArgumentException(
          "shapes differ: " + x.rows() + "x" + x.columns() + ", " + y.rows() + "x" + y.columns());
    }
  }
}
