package org.mosnas.model.kernel;

import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;

/**
 * Products whose factors are rounded to bfloat16 and whose sums are floats: two to six times as
 * fast as products of floats on processors that have them, with a relative error of 2⁻⁸ in every
 * factor (Micikevicius et al., Mixed Precision Training, 1710.03740; Kalamkar et al., A Study of
 * BFLOAT16 for Deep Learning Training, 1905.12322).
 *
 * <p>Holds room for both factors, which grows. Not thread-safe.
 */
final class Bfloat16Products implements AutoCloseable {
  /** Multiplications below which a product is not worth rounding for. */
  private static final long SMALL = 1 << 22;

  /** Multiplications that rounding one number has to serve. */
  private static final long USES = 32;

  private Memory left = Memory.allocate(0);
  private Memory right = Memory.allocate(0);

  /** Whether a product is large enough, {@code [m, k] x [k, n]}. */
  static boolean pays(long m, long n, long k) {
    return m * n * k >= SMALL && m * n >= USES * (m + n);
  }

  /** {@code y = alpha * op(x) * op(w) + beta * y}; {@code k} is the length of the sums. */
  void multiply(
      char transX, char transW, int k, float alpha, Matrix x, Matrix w, float beta, Matrix y) {
    left = rounded(x, left);
    right = rounded(w, right);
    OneDnn.product(
        true,
        transX,
        transW,
        y.rows(),
        y.columns(),
        k,
        alpha,
        left.address(0),
        x.columns(),
        right.address(0),
        w.columns(),
        beta,
        y.address(),
        y.stride());
  }

  /** {@code x}, rounded and without gaps, in {@code room} or in larger one that takes its place. */
  private static Memory rounded(Matrix x, Memory room) {
    long floats = ((long) x.rows() * x.columns() + 1) / 2;
    if (room.size() < floats) {
      room.close();
      room = Memory.allocate(floats);
    }
    int rowBytes = x.columns() * Short.BYTES;
    for (int r = 0; r < x.rows(); r++) {
      VectorApi.ROWS.toBfloat16(
          x.memory().bytes(), x.rowByteOffset(r), room.bytes(), r * rowBytes, x.columns());
    }
    return room;
  }

  @Override
  public void close() {
    left.close();
    right.close();
  }
}
