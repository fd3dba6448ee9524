package org.mosnas.model.kernel.cuda;

/**
 * Products of matrices in the precision of a pass: those that train may round their factors, all
 * others do not. A factor of several products is rounded once.
 */
public final class Products {
  private static final int ALIGNMENT = 8;

  private final Cublas cublas;
  private final RowKernels rows;
  private final DeviceArena arena;
  private final Precision training;
  private Precision current = Precision.FLOAT32;

  /**
   * Products of a device.
   *
   * @param arena where rounded factors live
   * @param training precision of passes that train
   */
  public Products(Gpu gpu, RowKernels rows, DeviceArena arena, Precision training) {
    this.cublas = gpu.cublas();
    this.rows = rows;
    this.arena = arena;
    this.training = training;
  }

  /** Begins a pass of a network. */
  public void begin(boolean trains) {
    use(trains ? training : Precision.FLOAT32);
  }

  private void use(Precision precision) {
    if (precision != current) {
      current = precision;
      cublas.use(precision);
    }
  }

  /** A factor as the pass needs it, in the arena if it is rounded. */
  public Factor factor(DeviceMatrix matrix) {
    if (current != Precision.BFLOAT16) {
      return Factor.exact(matrix);
    }
    int stride = (matrix.columns() + ALIGNMENT - 1) & -ALIGNMENT;
    long address = arena.allocateBytes((long) matrix.rows() * stride * Short.BYTES);
    rows.toBfloat16(matrix, address, stride);
    return new Factor(matrix, address, stride);
  }

  /** {@code y = alpha * x w^T + beta * y}: {@code [m, k] x [n, k] -> [m, n]}. */
  public void timesTransposed(float alpha, Factor x, Factor w, float beta, DeviceMatrix y) {
    cublas.timesTransposed(alpha, x, w, beta, y);
  }

  /** {@code y = alpha * x w + beta * y}: {@code [m, k] x [k, n] -> [m, n]}. */
  public void times(float alpha, Factor x, Factor w, float beta, DeviceMatrix y) {
    cublas.times(alpha, x, w, beta, y);
  }

  /** {@code y = alpha * x^T w + beta * y}: {@code [k, m] x [k, n] -> [m, n]}. */
  public void transposedTimes(float alpha, Factor x, Factor w, float beta, DeviceMatrix y) {
    cublas.transposedTimes(alpha, x, w, beta, y);
  }
}
