package org.mosnas.model.kernel;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.mosnas.model.memory.Matrix;

/**
 * Matrix products on strided views, without copies: by oneDNN where it is, by OpenBLAS elsewhere
 * and where a product is so small that OpenBLAS is ahead.
 *
 * <p>Which of the two computes depends on the shape alone, so the same product gives the same bits.
 * Holds three cursors into native memory that every call moves, so a product allocates nothing. Not
 * thread-safe; one per replica.
 */
public final class Gemm {
  static {
    BlasCore.choose();
    // A replica is one thread; Spark fills the cores. See docs/decisions.
    org.bytedeco.openblas.presets.openblas_nolapack.blas_set_num_threads(1);
  }

  /** Multiplications below which OpenBLAS is ahead; measured, see docs/decisions. */
  private static final long SMALL = 1 << 20;

  /** The same where the right-hand side is transposed: OpenBLAS has no kernel for small ones. */
  private static final long SMALL_TRANSPOSED = 1 << 16;

  private final boolean oneDnn = OneDnn.available();
  private Thread caller;
  private final Cursor a = new Cursor();
  private final Cursor b = new Cursor();
  private final Cursor c = new Cursor();

  /** {@code C = alpha * A * B^T + beta * C}: {@code [m, k] x [n, k] -> [m, n]}. */
  public void timesTransposed(float alpha, Matrix x, Matrix w, float beta, Matrix y) {
    check(x.rows() == y.rows() && w.rows() == y.columns() && x.columns() == w.columns(), x, w, y);
    call(CblasNoTrans, CblasTrans, x.columns(), alpha, x, w, beta, y);
  }

  /** {@code C = alpha * A * B + beta * C}: {@code [m, k] x [k, n] -> [m, n]}. */
  public void times(float alpha, Matrix x, Matrix w, float beta, Matrix y) {
    check(x.rows() == y.rows() && w.columns() == y.columns() && x.columns() == w.rows(), x, w, y);
    call(CblasNoTrans, CblasNoTrans, x.columns(), alpha, x, w, beta, y);
  }

  /** {@code C = alpha * A^T * B + beta * C}: {@code [k, m] x [k, n] -> [m, n]}. */
  public void transposedTimes(float alpha, Matrix x, Matrix w, float beta, Matrix y) {
    check(x.columns() == y.rows() && w.columns() == y.columns() && x.rows() == w.rows(), x, w, y);
    call(CblasTrans, CblasNoTrans, x.rows(), alpha, x, w, beta, y);
  }

  private void call(
      int transA, int transB, int k, float alpha, Matrix x, Matrix w, float beta, Matrix y) {
    long small = transB == CblasTrans ? SMALL_TRANSPOSED : SMALL;
    if (oneDnn && (long) y.rows() * y.columns() * k >= small) {
      useOneThread();
      OneDnn.sgemm(
          transA == CblasTrans ? 'T' : 'N',
          transB == CblasTrans ? 'T' : 'N',
          y.rows(),
          y.columns(),
          k,
          alpha,
          x.address(),
          x.stride(),
          w.address(),
          w.stride(),
          beta,
          y.address(),
          y.stride());
      return;
    }
    openblas_nolapack.cblas_sgemm(
        CblasRowMajor,
        transA,
        transB,
        y.rows(),
        y.columns(),
        k,
        alpha,
        a.at(x),
        x.stride(),
        b.at(w),
        w.stride(),
        beta,
        c.at(y),
        y.stride());
  }

  /** A replica is one thread, but not always the same one. */
  private void useOneThread() {
    Thread current = Thread.currentThread();
    if (caller != current) {
      OneDnn.useOneThread();
      caller = current;
    }
  }

  private static void check(boolean fits, Matrix x, Matrix w, Matrix y) {
    if (!fits) {
      throw new IllegalArgumentException(
          "shapes do not fit: "
              + x.rows()
              + "x"
              + x.columns()
              + ", "
              + w.rows()
              + "x"
              + w.columns()
              + " -> "
              + y.rows()
              + "x"
              + y.columns());
    }
  }

  /** A pointer that can be moved without allocating. */
  private static final class Cursor extends FloatPointer {
    Cursor() {
      super((org.bytedeco.javacpp.Pointer) null);
    }

    Cursor at(Matrix matrix) {
      address = matrix.address();
      return this;
    }
  }
}
