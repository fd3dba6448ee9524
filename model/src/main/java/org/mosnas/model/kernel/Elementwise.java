package org.mosnas.model.kernel;

import static org.mosnas.model.kernel.VectorApi.ROWS;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.mosnas.model.memory.Matrix;

/** Sums, scalings, biases, rectifiers and dropout, row by row. */
public final class Elementwise {
  private Elementwise() {}

  /** Sets every element of {@code x} to zero. */
  public static void clear(Matrix x) {
    int n = x.contiguous() ? x.size() : x.columns();
    int rows = x.contiguous() ? 1 : x.rows();
    for (int r = 0; r < rows; r++) {
      ROWS.clear(x.memory().bytes(), x.rowByteOffset(r), n);
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
    ROWS.addScaled(
        a,
        x.memory().bytes(),
        x.rowByteOffset(xRow),
        y.memory().bytes(),
        y.rowByteOffset(yRow),
        x.columns());
  }

  /** {@code y[yRow] = a * x[xRow]}. */
  public static void setScaledRow(float a, Matrix x, int xRow, Matrix y, int yRow) {
    ROWS.setScaled(
        a,
        x.memory().bytes(),
        x.rowByteOffset(xRow),
        y.memory().bytes(),
        y.rowByteOffset(yRow),
        x.columns());
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
    int bi = bias.rowByteOffset(0);
    for (int r = 0; r < x.rows(); r++) {
      ROWS.add(bb, bi, xb, x.rowByteOffset(r), x.columns());
    }
  }

  /** {@code x = max(0, x + bias)} in every row. */
  public static void addBiasRelu(Matrix x, Matrix bias) {
    ByteBuffer xb = x.memory().bytes();
    ByteBuffer bb = bias.memory().bytes();
    int bi = bias.rowByteOffset(0);
    for (int r = 0; r < x.rows(); r++) {
      ROWS.addRelu(xb, x.rowByteOffset(r), bb, bi, x.columns());
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
    int si = sums.rowByteOffset(0);
    for (int r = 0; r < y.rows(); r++) {
      ROWS.reluBackward(yb, y.rowByteOffset(r), gb, gradient.rowByteOffset(r), sb, si, y.columns());
    }
  }

  /** {@code x = gelu(x + bias)} in every row, exact: {@code x} times how likely less is. */
  public static void addBiasGelu(Matrix x, Matrix bias) {
    ByteBuffer xb = x.memory().bytes();
    ByteBuffer bb = bias.memory().bytes();
    int bi = bias.rowByteOffset(0);
    for (int r = 0; r < x.rows(); r++) {
      ROWS.addGelu(xb, x.rowByteOffset(r), bb, bi, x.columns());
    }
  }

  /** As {@link #addBiasGelu(Matrix, Matrix)}; its derivative becomes {@code slopes}. */
  public static void addBiasGelu(Matrix x, Matrix bias, Matrix slopes) {
    requireSameShape(x, slopes);
    ByteBuffer xb = x.memory().bytes();
    ByteBuffer bb = bias.memory().bytes();
    ByteBuffer sb = slopes.memory().bytes();
    int bi = bias.rowByteOffset(0);
    for (int r = 0; r < x.rows(); r++) {
      ROWS.addGeluWithSlope(
          xb, x.rowByteOffset(r), bb, bi, sb, slopes.rowByteOffset(r), x.columns());
    }
  }

  /** {@code x = tanh(x + bias)} in every row; there are few, so it is not vectorised. */
  public static void addBiasTanh(Matrix x, Matrix bias) {
    for (int r = 0; r < x.rows(); r++) {
      for (int c = 0; c < x.columns(); c++) {
        x.set(r, c, (float) StrictMath.tanh(x.get(r, c) + bias.get(0, c)));
      }
    }
  }

  /** As {@link #addBiasTanh(Matrix, Matrix)}; its derivative becomes {@code slopes}. */
  public static void addBiasTanh(Matrix x, Matrix bias, Matrix slopes) {
    requireSameShape(x, slopes);
    addBiasTanh(x, bias);
    for (int r = 0; r < x.rows(); r++) {
      for (int c = 0; c < x.columns(); c++) {
        float y = x.get(r, c);
        slopes.set(r, c, 1 - y * y);
      }
    }
  }

  /**
   * {@code gradient *= slopes}, where {@code slopes} are the derivatives that a forward pass left;
   * the sum of the rows of the result is added to {@code sums}.
   */
  public static void slopeBackward(Matrix slopes, Matrix gradient, Matrix sums) {
    requireSameShape(slopes, gradient);
    ByteBuffer db = slopes.memory().bytes();
    ByteBuffer gb = gradient.memory().bytes();
    ByteBuffer sb = sums.memory().bytes();
    int si = sums.rowByteOffset(0);
    for (int r = 0; r < slopes.rows(); r++) {
      ROWS.slopeBackward(
          db, slopes.rowByteOffset(r), gb, gradient.rowByteOffset(r), sb, si, slopes.columns());
    }
  }

  /** {@code sums += } the sum of the rows of {@code x}. */
  public static void addColumnSums(Matrix x, Matrix sums) {
    ByteBuffer xb = x.memory().bytes();
    ByteBuffer sb = sums.memory().bytes();
    int stride = x.stride() * Float.BYTES;
    int si = sums.rowByteOffset(0);
    int r = 0;
    for (; r <= x.rows() - 4; r += 4) {
      ROWS.addFour(xb, x.rowByteOffset(r), stride, sb, si, x.columns());
    }
    for (; r < x.rows(); r++) {
      addScaledRow(1f, x, r, sums, 0);
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
    int threshold = (int) (rate * 0x1p31);
    float keepScale = 1f / (1f - rate);
    ByteBuffer b = x.memory().bytes();
    int n = x.columns();
    for (int r = 0; r < x.rows(); r++) {
      ROWS.dropout(b, x.rowByteOffset(r), n, r * n + seed, threshold, keepScale);
    }
  }

  /** Sum over the elements of {@code x[xRow] * y[yRow]}. */
  public static float dotRows(Matrix x, int xRow, Matrix y, int yRow) {
    return ROWS.dot(
        x.memory().bytes(),
        x.rowByteOffset(xRow),
        y.memory().bytes(),
        y.rowByteOffset(yRow),
        x.columns());
  }

  private static void requireSameShape(Matrix x, Matrix y) {
    if (x.rows() != y.rows() || x.columns() != y.columns()) {
      throw new IllegalArgumentException(
          "shapes differ: " + x.rows() + "x" + x.columns() + ", " + y.rows() + "x" + y.columns());
    }
  }
}
