package org.mosnas.model.kernel;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.memory.Matrix;

/**
 * Matrix products on strided views, without copies: by oneDNN where it is, by OpenBLAS elsewhere
 * and where a product is so small that OpenBLAS is ahead. Those of {@link #bfloat16()} round the
 * factors of large products.
 *
 * <p>What computes depends on the shape alone, so the same product gives the same bits. Holds three
 * cursors into native memory that every call moves, so a product allocates nothing. Not
 * thread-safe; one per replica.
 */
public final class Gemm implements AutoCloseable {
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
  private final Bfloat16Products bfloat16;
  private Thread caller;
  private final Cursor a = new Cursor();
  private final Cursor b = new Cursor();
  private final Cursor c = new Cursor();

  /** Products of floats. */
  public Gemm() {
    this(null);
  }

  private Gemm(Bfloat16Products bfloat16) {
    this.bfloat16 = bfloat16;
  }

  /**
   * Products that round the factors of large ones to bfloat16 and add up in floats.
   *
   * @throws MosnasException of kind {@code USAGE} where the processor has none, or oneDNN is absent
   */
  public static Gemm bfloat16() {
    if (!OneDnn.hasBfloat16()) {
      throw new MosnasException(
          ErrorKind.USAGE,
          "model.engine = tape-bfloat16 needs oneDNN and a processor that multiplies bfloat16"
              + " (flag avx512_bf16 or amx_bf16: Intel since Sapphire Rapids, AMD since Zen 4);"
              + " this machine lacks them, set model.engine = tape");
    }
    return new Gemm(new Bfloat16Products());
  }

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
    char tA = transA == CblasTrans ? 'T' : 'N';
    char tB = transB == CblasTrans ? 'T' : 'N';
    if (bfloat16 != null && Bfloat16Products.pays(y.rows(), y.columns(), k)) {
      useOneThread();
      bfloat16.multiply(tA, tB, k, alpha, x, w, beta, y);
      return;
    }
    long small = transB == CblasTrans ? SMALL_TRANSPOSED : SMALL;
    if (oneDnn && (long) y.rows() * y.columns() * k >= small) {
      useOneThread();
      OneDnn.product(
          false,
          tA,
          tB,
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

  @Override
  public void close() {
    if (bfloat16 != null) {
      bfloat16.close();
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
