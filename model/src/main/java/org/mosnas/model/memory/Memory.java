package org.mosnas.model.memory;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.library.LibraryFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One off-heap block of floats, aligned to a cache line.
 *
 * <p>Freed by {@link #close()}, or by the garbage collector when its owner forgot. Reading or
 * writing it after {@code close()} is an error that nothing detects, so the owner closes last. Not
 * thread-safe for writing.
 */
public final class Memory implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final int ALIGNMENT_BYTES = 64;

  /** The largest block, in floats: a {@link ByteBuffer} counts its bytes in an int. */
  public static final int MAX_FLOATS = (Integer.MAX_VALUE - ALIGNMENT_BYTES) / Float.BYTES;

  private final ByteBuffer bytes;
  private final long address;
  private final int floats;
  private final Cleaner.Cleanable cleanable;

  private Memory(Pointer block, int floats) {
    long start = block.address();
    this.address = (start + ALIGNMENT_BYTES - 1) & -(long) ALIGNMENT_BYTES;
    HugePages.advise(start, (long) floats * Float.BYTES + ALIGNMENT_BYTES);
    this.floats = floats;
    long padding = address - start;
    this.bytes = floats == 0 ? ByteBuffer.allocateDirect(0) : buffer(block, padding, floats);
    this.cleanable = CLEANER.register(this, () -> Pointer.free(block));
  }

  /** Not for empty blocks: JavaCPP takes a limit of zero for one that is not known. */
  private static ByteBuffer buffer(Pointer block, long padding, int floats) {
    return new BytePointer(block)
        .position(padding)
        .limit(padding + (long) floats * Float.BYTES)
        .asByteBuffer()
        .slice()
        .order(ByteOrder.nativeOrder());
  }

  /**
   * Allocates a block whose content is undefined.
   *
   * @param floats its size, in 0 to {@link #MAX_FLOATS}
   * @throws MosnasException of kind {@code RESOURCES} if the machine has no such memory
   */
  public static Memory allocate(long floats) {
    if (floats < 0 || floats > MAX_FLOATS) {
      throw new IllegalArgumentException(
          "a block holds 0 to " + MAX_FLOATS + " floats, asked for " + floats);
    }
    LibraryFolder.use();
    Pointer block = Pointer.malloc(floats * Float.BYTES + ALIGNMENT_BYTES);
    if (block == null || block.isNull()) {
      throw new MosnasException(
          ErrorKind.RESOURCES,
          "could not allocate "
              + floats * Float.BYTES / (1 << 20)
              + " MiB of memory for tensors; use a smaller space, smaller batches or a larger"
              + " machine");
    }
    return new Memory(block, (int) floats);
  }

  /** As {@link #allocate}, filled with zeros. */
  public static Memory zeros(long floats) {
    Memory memory = allocate(floats);
    memory.view(0, 1, (int) floats).fill(0);
    return memory;
  }

  /** Size in floats. */
  public int size() {
    return floats;
  }

  /** The block as bytes in native order; position and limit are not to be moved. */
  public ByteBuffer bytes() {
    return bytes;
  }

  /** Address of the float at {@code index}. */
  public long address(int index) {
    return address + (long) index * Float.BYTES;
  }

  /** The float at {@code index}. */
  public float get(int index) {
    return bytes.getFloat(index * Float.BYTES);
  }

  /** Sets the float at {@code index}. */
  public void set(int index, float value) {
    bytes.putFloat(index * Float.BYTES, value);
  }

  /** A dense view of {@code rows × columns} floats from {@code offset} on. */
  public Matrix view(int offset, int rows, int columns) {
    return new Matrix(this, offset, rows, columns, columns);
  }

  /** Copies {@code values} to {@code offset}. */
  public void write(int offset, float[] values, int from, int count) {
    bytes
        .slice(offset * Float.BYTES, count * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer()
        .put(values, from, count);
  }

  /** Copies floats from {@code offset} on into {@code values}. */
  public void read(int offset, float[] values, int to, int count) {
    bytes
        .slice(offset * Float.BYTES, count * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer()
        .get(values, to, count);
  }

  @Override
  public void close() {
    cleanable.clean();
  }

  /**
   * Asks the kernel to back large blocks by pages of two megabytes.
   *
   * <p>Products walk down the rows of matrices whose rows are kilobytes apart, one page each, more
   * than the processor keeps translations for. Only advice: where there are no such pages, or where
   * the foreign linker is not enabled, memory is as it was.
   */
  static final class HugePages {
    /** Size of such a page on the processors we know, in bytes. */
    static final int SIZE = 2 << 20;

    private static final Logger log = LoggerFactory.getLogger(HugePages.class);
    private static final int MADV_HUGEPAGE = 14;
    private static final MethodHandle MADVISE = madvise();

    private HugePages() {}

    /** Advises for the whole pages between {@code address} and {@code address + bytes}. */
    static void advise(long address, long bytes) {
      long start = (address + SIZE - 1) & -(long) SIZE;
      long length = (address + bytes - start) & -(long) SIZE;
      if (MADVISE == null || length <= 0) {
        return;
      }
      try {
        int status = (int) MADVISE.invokeExact(start, length, MADV_HUGEPAGE);
        log.trace("madvise({}, {}) = {}", start, length, status);
      } catch (Throwable e) {
        throw new IllegalStateException("madvise failed", e);
      }
    }

    private static MethodHandle madvise() {
      try {
        return NativeFunctions.named(
            "madvise", MethodType.methodType(int.class, long.class, long.class, int.class));
      } catch (Exception | LinkageError e) {
        log.debug("No huge pages: {}", e.toString());
        return null;
      }
    }
  }
}
