package org.mosnas.model.kernel.cuda;

import static org.mosnas.model.kernel.cuda.Driver.type;

import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.mosnas.model.memory.Memory;

/**
 * The launch of one kernel: its arguments in their order, laid out as C does, then {@link #run}.
 * One object serves all launches, so that none allocates; the driver copies the arguments.
 */
final class Launch implements AutoCloseable {
  private static final int CONFIG_BYTES = 64;
  private static final int EXTRA = CONFIG_BYTES;
  private static final int SIZE = EXTRA + 5 * Long.BYTES;
  private static final int ARGUMENTS = 128;
  private static final int MEMORY_FLOATS = 256;
  private static final int DYNAMIC_SHARED_ATTRIBUTE = 8;
  private static final int SHARED_WITHOUT_ASKING = 48 << 10;

  private final Driver driver;
  private final MethodHandle launch;
  private final Memory memory = Memory.zeros(MEMORY_FLOATS);
  private final ByteBuffer bytes = memory.bytes();
  private final Set<Long> wideKernels = new HashSet<>();
  private String kernel = "";
  private long function;
  private int next;

  Launch(Driver driver, long stream) {
    this.driver = driver;
    this.launch =
        driver.function("cuLaunchKernelEx", type(long.class, long.class, long.class, long.class));
    bytes.putLong(32, stream);
    // The arguments are one packed buffer (1) of a size (2), and that is all (0).
    bytes.putLong(EXTRA, 1);
    bytes.putLong(EXTRA + 8, memory.address(0) + ARGUMENTS);
    bytes.putLong(EXTRA + 16, 2);
    bytes.putLong(EXTRA + 24, memory.address(0) + SIZE);
    bytes.putLong(EXTRA + 32, 0);
  }

  /** Begins another launch. */
  Launch of(String newKernel, long newFunction) {
    kernel = newKernel;
    function = newFunction;
    next = ARGUMENTS;
    return this;
  }

  /** An address. */
  Launch with(long address) {
    align(Long.BYTES);
    bytes.putLong(next, address);
    next += Long.BYTES;
    return this;
  }

  /** A number, or a condition as 0 or 1. */
  Launch with(int number) {
    bytes.putInt(next, number);
    next += Integer.BYTES;
    return this;
  }

  /** A number. */
  Launch with(float number) {
    bytes.putFloat(next, number);
    next += Float.BYTES;
    return this;
  }

  /** A number of eight bytes. */
  Launch with(double number) {
    align(Double.BYTES);
    bytes.putDouble(next, number);
    next += Double.BYTES;
    return this;
  }

  /** A condition. */
  Launch with(boolean condition) {
    return with(condition ? 1 : 0);
  }

  /** Address and stride of a matrix. */
  Launch with(DeviceMatrix matrix) {
    return with(matrix.address()).with(matrix.stride());
  }

  /** What {@code struct Dropout} holds. */
  Launch with(DeviceDropout dropout) {
    return with(dropout.threshold()).with(dropout.scale()).with(dropout.seed());
  }

  /** Code and address of an activation. */
  Launch with(DeviceActivation activation) {
    return with(activation.code()).with(activation.slopes());
  }

  /** Ends a struct that has addresses in it: C fills it up to a multiple of their size. */
  Launch align() {
    return align(Long.BYTES);
  }

  private Launch align(int unit) {
    next = (next + unit - 1) & -unit;
    return this;
  }

  /** Queues it: {@code gridX} blocks of {@code threads} threads. */
  void run(int gridX, int threads) {
    run(gridX, 1, threads, 1, 0);
  }

  /** Queues it with blocks of two dimensions and memory that a block shares. */
  void run(int gridX, int gridY, int threadsX, int threadsY, int sharedBytes) {
    if (gridX == 0 || gridY == 0) {
      return;
    }
    if (sharedBytes > SHARED_WITHOUT_ASKING && wideKernels.add(function)) {
      driver.call(
          "cuFuncSetAttribute",
          type(long.class, int.class, int.class),
          function,
          DYNAMIC_SHARED_ATTRIBUTE,
          sharedBytes);
    }
    bytes.putInt(0, gridX).putInt(4, gridY).putInt(8, 1);
    bytes.putInt(12, threadsX).putInt(16, threadsY).putInt(20, 1);
    bytes.putInt(24, sharedBytes);
    bytes.putLong(SIZE, next - ARGUMENTS);
    int status;
    try {
      status = (int) launch.invokeExact(memory.address(0), function, 0L, memory.address(0) + EXTRA);
    } catch (Throwable e) {
      throw Gpu.failed(e);
    }
    if (status != 0) {
      driver.check("the launch of " + kernel, status);
    }
  }

  @Override
  public void close() {
    memory.close();
  }
}
