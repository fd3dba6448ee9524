package org.mosnas.model.kernel.cuda;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.memory.Memory;
import org.mosnas.model.memory.NativeFunctions;
import org.mosnas.model.memory.NativeLibrary;

/**
 * The driver API as far as we call it: the calls that are made once, by name, and their errors. Not
 * thread-safe.
 */
final class Driver implements AutoCloseable {
  /** What went wrong is said by the call after it: no memory is left on the device. */
  static final int OUT_OF_MEMORY = 2;

  /** CUDA 12.0, which reads our PTX. */
  private static final int LEAST_VERSION = 12_000;

  private static final String ADVICE =
      "model.engine = cuda needs NVIDIA's driver, version 525 or newer: install it, or set "
          + CudaSettings.variable(CudaSettings.DRIVER)
          + " to its libcuda.so.1; where there is no GPU, set model.engine = tape";

  private final NativeLibrary library;
  private final Memory scratch = Memory.zeros(64);

  private Driver(NativeLibrary library) {
    this.library = library;
  }

  /**
   * Opens the driver and checks that it can run our kernels.
   *
   * @throws MosnasException of kind USAGE if not
   */
  static Driver open() {
    Driver driver = new Driver(NativeLibrary.open(CudaSettings.driverNames(), ADVICE));
    int status = driver.status("cuInit", type(int.class), 0);
    if (status != 0) {
      throw usage("the driver found no GPU: " + driver.describe(status) + "; " + ADVICE);
    }
    int version = driver.readInt("cuDriverGetVersion", type(long.class), driver.out());
    if (version < LEAST_VERSION) {
      throw usage(
          String.format(
              Locale.ROOT,
              "NVIDIA's driver is for CUDA %s, and 12.0 is needed; %s",
              versionText(version),
              ADVICE));
    }
    return driver;
  }

  /** As {@code 12.8} of 12080. */
  static String versionText(int version) {
    return version / 1000 + "." + version % 1000 / 10;
  }

  /** The type of a function that takes these and returns a status. */
  static MethodType type(Class<?>... parameters) {
    return MethodType.methodType(int.class, parameters);
  }

  /** Where results of calls are read from, 256 bytes. */
  long out() {
    return scratch.address(0);
  }

  /** The address in {@link #out}. */
  long outLong() {
    return scratch.bytes().getLong(0);
  }

  /** The second address in {@link #out}. */
  long outSecondLong() {
    return scratch.bytes().getLong(Long.BYTES);
  }

  /** The text in {@link #out}. */
  String outText() {
    byte[] bytes = new byte[256];
    scratch.bytes().get(0, bytes);
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  /** Calls a function that writes an int to {@link #out}. */
  int readInt(String name, MethodType type, Object... arguments) {
    call(name, type, arguments);
    return scratch.bytes().getInt(0);
  }

  /** Calls a function that writes an address to {@link #out}. */
  long readLong(String name, MethodType type, Object... arguments) {
    call(name, type, arguments);
    return outLong();
  }

  /** Calls a function once; those that are called often are kept by who calls them. */
  void call(String name, MethodType type, Object... arguments) {
    check(name, status(name, type, arguments));
  }

  /** As {@link #call}, returning what is wrong. */
  int status(String name, MethodType type, Object... arguments) {
    try {
      return (int) function(name, type).invokeWithArguments(arguments);
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(name + " failed", e);
    }
  }

  /**
   * A function of the driver.
   *
   * @throws MosnasException of kind USAGE if it lacks it
   */
  MethodHandle function(String name, MethodType type) {
    try {
      return library.function(name, type);
    } catch (NoSuchElementException missing) {
      throw new MosnasException(
          ErrorKind.USAGE, missing.getMessage() + ", it is too old; " + ADVICE, missing);
    }
  }

  /**
   * Ends with a message if a call has failed.
   *
   * @throws MosnasException of kind RESOURCES if memory is short, of kind INTERNAL otherwise
   */
  void check(String name, int status) {
    if (status == 0) {
      return;
    }
    boolean memory = status == OUT_OF_MEMORY;
    throw new MosnasException(
        memory ? ErrorKind.RESOURCES : ErrorKind.INTERNAL,
        "the GPU's driver answered "
            + name
            + " with "
            + describe(status)
            + (memory
                ? "; use smaller batches or a larger GPU"
                : "; the state on the GPU is lost, the last checkpoint is kept. See the system's log"
                    + " for the card (dmesg, nvidia-smi), and resume"));
  }

  private String describe(int status) {
    int unknown = status("cuGetErrorName", type(int.class, long.class), status, out());
    return unknown == 0 && outLong() != 0
        ? NativeFunctions.text(outLong()) + " (" + status + ")"
        : "error " + status;
  }

  String libraryName() {
    return library.name();
  }

  static MosnasException usage(String message) {
    return new MosnasException(ErrorKind.USAGE, message);
  }

  @Override
  public void close() {
    scratch.close();
  }
}
