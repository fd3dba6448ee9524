package org.mosnas.model.kernel.cuda;

import static org.mosnas.model.kernel.cuda.Driver.type;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.NoSuchElementException;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.memory.Memory;
import org.mosnas.model.memory.NativeLibrary;

/**
 * Products of matrices by cuBLAS 12 or 13, on strided views, without copies. With one stream and a
 * workspace of its own the same product gives the same bits on the same card and version.
 */
final class Cublas implements AutoCloseable {
  private static final String ADVICE =
      "model.engine = cuda needs cuBLAS of CUDA 12 or 13 beside the driver: install it (packages"
          + " cuda-libraries-12-x, libcublas-12-x, or nvidia-cublas-cu12 from PyPI), put its folder"
          + " on LD_LIBRARY_PATH, or set "
          + CudaSettings.variable(CudaSettings.CUBLAS)
          + " to its libcublas.so.12";
  private static final int TRANSPOSED = 1;
  private static final int AS_IT_IS = 0;
  private static final long WORKSPACE_BYTES = 32L << 20;
  private static final MethodType SGEMM =
      type(
          long.class,
          int.class,
          int.class,
          int.class,
          int.class,
          int.class,
          long.class,
          long.class,
          int.class,
          long.class,
          int.class,
          long.class,
          long.class,
          int.class);

  private static final MethodType GEMM_EX =
      type(
          long.class,
          int.class,
          int.class,
          int.class,
          int.class,
          int.class,
          long.class,
          long.class,
          int.class,
          int.class,
          long.class,
          int.class,
          int.class,
          long.class,
          long.class,
          int.class,
          int.class,
          int.class,
          int.class);

  // What cuBLAS calls types of numbers, sums of floats, and its own choice of an algorithm.
  private static final int FLOATS = 0;
  private static final int BFLOATS = 14;
  private static final int SUMS_OF_FLOATS = 68;
  private static final int ANY_ALGORITHM = -1;

  private final NativeLibrary library;
  private final Memory scalars = Memory.zeros(16);
  private final MethodHandle sgemm;
  private final MethodHandle gemmEx;
  private final long handle;
  private final DeviceMemory workspace;

  private Cublas(Gpu gpu, NativeLibrary library) {
    this.library = library;
    this.sgemm = function("cublasSgemm_v2", SGEMM);
    this.gemmEx = function("cublasGemmEx", GEMM_EX);
    call("cublasCreate_v2", type(long.class), scalars.address(0));
    this.handle = scalars.bytes().getLong(0);
    call("cublasSetStream_v2", type(long.class, long.class), handle, gpu.stream());
    this.workspace = gpu.allocate(WORKSPACE_BYTES);
    call(
        "cublasSetWorkspace_v2",
        type(long.class, long.class, long.class),
        handle,
        workspace.address(),
        WORKSPACE_BYTES);
    use(Precision.FLOAT32);
  }

  /** From now on products of floats are computed so. */
  void use(Precision precision) {
    call("cublasSetMathMode", type(long.class, int.class), handle, precision.mathMode());
  }

  /**
   * Opens the library for a device.
   *
   * @throws MosnasException of kind USAGE if there is none
   */
  static Cublas open(Gpu gpu) {
    return new Cublas(gpu, NativeLibrary.open(CudaSettings.cublasNames(), ADVICE));
  }

  /** Version and name of the library, such as {@code 12.8.4 (libcublas.so.12)}. */
  String version() {
    call("cublasGetVersion_v2", type(long.class, long.class), handle, scalars.address(0));
    int version = scalars.bytes().getInt(0);
    return version / 10_000
        + "."
        + version % 10_000 / 100
        + "."
        + version % 100
        + " ("
        + library.name()
        + ")";
  }

  private MethodHandle function(String name, MethodType type) {
    try {
      return library.function(name, type);
    } catch (NoSuchElementException missing) {
      throw new MosnasException(ErrorKind.USAGE, missing.getMessage() + "; " + ADVICE, missing);
    }
  }

  private void call(String name, MethodType type, Object... arguments) {
    try {
      check(name, (int) function(name, type).invokeWithArguments(arguments));
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(name + " failed", e);
    }
  }

  private static void check(String name, int status) {
    if (status != 0) {
      throw new MosnasException(
          ErrorKind.INTERNAL,
          name
              + " of cuBLAS answered with status "
              + status
              + "; the state on the GPU is lost, the last checkpoint is kept: resume");
    }
  }

  /** {@code y = alpha * x w^T + beta * y}: {@code [m, k] x [n, k] -> [m, n]}. */
  void timesTransposed(float alpha, Factor x, Factor w, float beta, DeviceMatrix y) {
    DeviceMatrix xs = x.matrix();
    DeviceMatrix ws = w.matrix();
    require(xs.columns() == ws.columns(), xs, ws, xs.rows(), ws.rows(), y);
    product(AS_IT_IS, TRANSPOSED, xs.columns(), alpha, x, w, beta, y);
  }

  /** {@code y = alpha * x w + beta * y}: {@code [m, k] x [k, n] -> [m, n]}. */
  void times(float alpha, Factor x, Factor w, float beta, DeviceMatrix y) {
    DeviceMatrix xs = x.matrix();
    DeviceMatrix ws = w.matrix();
    require(xs.columns() == ws.rows(), xs, ws, xs.rows(), ws.columns(), y);
    product(AS_IT_IS, AS_IT_IS, xs.columns(), alpha, x, w, beta, y);
  }

  /** {@code y = alpha * x^T w + beta * y}: {@code [k, m] x [k, n] -> [m, n]}. */
  void transposedTimes(float alpha, Factor x, Factor w, float beta, DeviceMatrix y) {
    DeviceMatrix xs = x.matrix();
    DeviceMatrix ws = w.matrix();
    require(xs.rows() == ws.rows(), xs, ws, xs.columns(), ws.columns(), y);
    product(TRANSPOSED, AS_IT_IS, xs.rows(), alpha, x, w, beta, y);
  }

  /** cuBLAS counts by columns: to it, y is its transpose and the factors change places. */
  private void product(
      int transX, int transW, int k, float alpha, Factor x, Factor w, float beta, DeviceMatrix y) {
    scalars.set(0, alpha);
    scalars.set(1, beta);
    int status;
    try {
      status =
          x.isRounded() && w.isRounded()
              ? rounded(transX, transW, k, x, w, y)
              : exact(transX, transW, k, x.matrix(), w.matrix(), y);
    } catch (Throwable e) {
      throw new IllegalStateException("a product of cuBLAS failed", e);
    }
    check("a product", status);
  }

  private int exact(int transX, int transW, int k, DeviceMatrix x, DeviceMatrix w, DeviceMatrix y)
      throws Throwable {
    return (int)
        sgemm.invokeExact(
            handle,
            transW,
            transX,
            y.columns(),
            y.rows(),
            k,
            scalars.address(0),
            w.address(),
            w.stride(),
            x.address(),
            x.stride(),
            scalars.address(1),
            y.address(),
            y.stride());
  }

  private int rounded(int transX, int transW, int k, Factor x, Factor w, DeviceMatrix y)
      throws Throwable {
    return (int)
        gemmEx.invokeExact(
            handle,
            transW,
            transX,
            y.columns(),
            y.rows(),
            k,
            scalars.address(0),
            w.rounded(),
            BFLOATS,
            w.stride(),
            x.rounded(),
            BFLOATS,
            x.stride(),
            scalars.address(1),
            y.address(),
            FLOATS,
            y.stride(),
            SUMS_OF_FLOATS,
            ANY_ALGORITHM);
  }

  private static void require(
      boolean fits, DeviceMatrix x, DeviceMatrix w, int rows, int columns, DeviceMatrix y) {
    if (!fits || y.rows() != rows || y.columns() != columns) {
      throw new IllegalArgumentException("shapes do not fit: " + x + ", " + w + " -> " + y);
    }
  }

  @Override
  public void close() {
    call("cublasDestroy_v2", type(long.class), handle);
    workspace.close();
    scalars.close();
  }
}
