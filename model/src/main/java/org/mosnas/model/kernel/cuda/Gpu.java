package org.mosnas.model.kernel.cuda;

import static org.mosnas.model.kernel.cuda.Driver.type;

import java.lang.invoke.MethodHandle;
import java.util.Locale;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.memory.Memory;

/**
 * One device, opened for one replica: its context, a stream that everything is queued on, its
 * memory and the module with our kernels. Not thread-safe; {@link #enter()} takes it to the calling
 * thread. Closed last, after everything that lives on it.
 */
public final class Gpu implements AutoCloseable {
  private static final int MAJOR = 75;
  private static final int MINOR = 76;
  private static final int SHARED_BYTES = 97;
  private static final int LEAST_MAJOR = 8;
  private static final int NON_BLOCKING_STREAM = 1;

  private final Driver driver;
  private final int device;
  private final GpuInfo info;
  private final int sharedBytes;
  private final long context;
  private final long stream;
  private final Module module;
  private final Cublas cublas;
  private final Staging staging;
  private final MethodHandle copyIn;
  private final MethodHandle copyOut;
  private final MethodHandle copy;
  private final MethodHandle fill;
  private final MethodHandle enter;

  private Gpu(Driver driver, int device) {
    this.driver = driver;
    this.device = device;
    this.context =
        driver.readLong(
            "cuDevicePrimaryCtxRetain", type(long.class, int.class), driver.out(), device);
    this.enter = driver.function("cuCtxSetCurrent", type(long.class));
    enter();
    this.stream =
        driver.readLong(
            "cuStreamCreate", type(long.class, int.class), driver.out(), NON_BLOCKING_STREAM);
    this.copyIn =
        driver.function(
            "cuMemcpyHtoDAsync_v2", type(long.class, long.class, long.class, long.class));
    this.copyOut =
        driver.function(
            "cuMemcpyDtoHAsync_v2", type(long.class, long.class, long.class, long.class));
    this.copy =
        driver.function(
            "cuMemcpyDtoDAsync_v2", type(long.class, long.class, long.class, long.class));
    this.fill =
        driver.function("cuMemsetD32Async", type(long.class, int.class, long.class, long.class));
    this.sharedBytes = attribute(driver, device, SHARED_BYTES);
    this.module = Module.load(driver, stream);
    this.cublas = Cublas.open(this);
    this.staging = new Staging(this);
    this.info = describe();
  }

  /**
   * The device that the settings name.
   *
   * @throws MosnasException of kind USAGE where the machine lacks a driver, a device or cuBLAS, or
   *     has too old ones; the message says what to do
   */
  public static Gpu open() {
    Driver driver = Driver.open();
    int wanted = CudaSettings.device();
    int devices = driver.readInt("cuDeviceGetCount", type(long.class), driver.out());
    if (wanted >= devices) {
      throw Driver.usage(
          "model.engine = cuda needs device "
              + wanted
              + " and this machine shows "
              + devices
              + "; check nvidia-smi, CUDA_VISIBLE_DEVICES and "
              + CudaSettings.variable(CudaSettings.DEVICE)
              + ", or set model.engine = tape");
    }
    int device = driver.readInt("cuDeviceGet", type(long.class, int.class), driver.out(), wanted);
    int major = attribute(driver, device, MAJOR);
    if (major < LEAST_MAJOR) {
      throw Driver.usage(
          String.format(
              Locale.ROOT,
              "%s has compute capability %d.%d, and model.engine = cuda needs 8.0 or newer (Ampere:"
                  + " A100, A10, L4, H100 and so on); use such a card, or model.engine = tape",
              name(driver, device),
              major,
              attribute(driver, device, MINOR)));
    }
    return new Gpu(driver, device);
  }

  private static int attribute(Driver driver, int device, int attribute) {
    return driver.readInt(
        "cuDeviceGetAttribute",
        type(long.class, int.class, int.class),
        driver.out(),
        attribute,
        device);
  }

  private static String name(Driver driver, int device) {
    driver.call(
        "cuDeviceGetName", type(long.class, int.class, int.class), driver.out(), 256, device);
    return driver.outText();
  }

  private GpuInfo describe() {
    driver.call(
        "cuMemGetInfo_v2", type(long.class, long.class), driver.out(), driver.out() + Long.BYTES);
    long bytes = driver.outSecondLong();
    int version = driver.readInt("cuDriverGetVersion", type(long.class), driver.out());
    return new GpuInfo(
        name(driver, device),
        attribute(driver, device, MAJOR) + "." + attribute(driver, device, MINOR),
        Driver.versionText(version),
        cublas.version(),
        bytes);
  }

  /** What it is. */
  public GpuInfo info() {
    return info;
  }

  Cublas cublas() {
    return cublas;
  }

  /** A new arena; closed by its owner. */
  public DeviceArena arena() {
    return new DeviceArena(this);
  }

  /** Most memory that the threads of a block can share, in bytes. */
  int sharedBytes() {
    return sharedBytes;
  }

  long stream() {
    return stream;
  }

  Driver driver() {
    return driver;
  }

  /**
   * Makes it the device of the calling thread: first thing where another thread may have called.
   */
  public void enter() {
    try {
      driver.check("cuCtxSetCurrent", (int) enter.invokeExact(context));
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** Begins the launch of a kernel, whose arguments follow. */
  Launch launch(String kernel) {
    return module.launch(kernel);
  }

  /**
   * A block of memory with undefined content.
   *
   * @throws MosnasException of kind RESOURCES if the device has no such memory left
   */
  public DeviceMemory allocate(long bytes) {
    int status = driver.status("cuMemAlloc_v2", type(long.class, long.class), driver.out(), bytes);
    if (status == Driver.OUT_OF_MEMORY) {
      throw outOfMemory(bytes);
    }
    driver.check("cuMemAlloc_v2", status);
    return new DeviceMemory(this, driver.outLong(), bytes);
  }

  private MosnasException outOfMemory(long bytes) {
    driver.call(
        "cuMemGetInfo_v2", type(long.class, long.class), driver.out(), driver.out() + Long.BYTES);
    return new MosnasException(
        ErrorKind.RESOURCES,
        String.format(
            Locale.ROOT,
            "the GPU has no room for %d more bytes: %d of its %d are free; use smaller batches or a"
                + " smaller space, run one replica on a GPU, or use one with more memory",
            bytes,
            driver.outLong(),
            driver.outSecondLong()));
  }

  void free(long address) {
    driver.call("cuMemFree_v2", type(long.class), address);
  }

  /** Queues {@code to = value}, for 32-bit words. */
  public void fill(long to, int value, long words) {
    try {
      driver.check("cuMemsetD32Async", (int) fill.invokeExact(to, value, words, stream));
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** Queues a copy on the device. */
  public void copy(long from, long to, long bytes) {
    try {
      driver.check("cuMemcpyDtoDAsync_v2", (int) copy.invokeExact(to, from, bytes, stream));
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** Queues a copy to the device; {@code from} is not to change before {@link #synchronize}. */
  void copyIn(long from, long to, long bytes) {
    try {
      driver.check("cuMemcpyHtoDAsync_v2", (int) copyIn.invokeExact(to, from, bytes, stream));
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** Queues a copy of integers to the device, which are taken at once. */
  public void upload(int[] values, long to) {
    staging.upload(values, to);
  }

  /** Copies floats to the device and waits for it. */
  public void upload(float[] values, long to) {
    try (Memory memory = Memory.allocate(values.length)) {
      memory.write(0, values, 0, values.length);
      copyIn(memory.address(0), to, (long) values.length * Float.BYTES);
      synchronize();
    }
  }

  /** Waits for the device and copies floats from it. */
  public float[] download(long from, int count) {
    float[] values = new float[count];
    try (Memory memory = Memory.allocate(count)) {
      download(from, memory, count);
      memory.read(0, values, 0, count);
    }
    return values;
  }

  /** Waits for the device and copies a double from it. */
  public double downloadDouble(long from) {
    try (Memory memory = Memory.allocate(2)) {
      download(from, memory, 2);
      return memory.bytes().getDouble(0);
    }
  }

  /** Waits for the device and copies {@code floats} floats into {@code memory}. */
  public void download(long from, Memory memory, int floats) {
    try {
      driver.check(
          "cuMemcpyDtoHAsync_v2",
          (int) copyOut.invokeExact(memory.address(0), from, (long) floats * Float.BYTES, stream));
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw failed(e);
    }
    synchronize();
  }

  /** A matrix, row by row; waits for the device. */
  public float[] download(DeviceMatrix matrix) {
    float[] values = new float[Math.toIntExact(matrix.size())];
    int rows = matrix.contiguous() ? 1 : matrix.rows();
    int columns = values.length / Math.max(rows, 1);
    for (int r = 0; r < rows; r++) {
      float[] row = download(matrix.address() + (long) r * matrix.stride() * Float.BYTES, columns);
      System.arraycopy(row, 0, values, r * columns, columns);
    }
    return values;
  }

  /**
   * Waits until everything that was queued has been done.
   *
   * @throws MosnasException of kind INTERNAL if something of it failed
   */
  public void synchronize() {
    driver.call("cuStreamSynchronize", type(long.class), stream);
    staging.reuse();
  }

  static IllegalStateException failed(Throwable cause) {
    return new IllegalStateException("a call of the GPU's driver failed", cause);
  }

  @Override
  public void close() {
    enter();
    staging.close();
    cublas.close();
    module.close();
    driver.call("cuStreamDestroy_v2", type(long.class), stream);
    driver.call("cuDevicePrimaryCtxRelease_v2", type(int.class), device);
    driver.close();
  }
}
