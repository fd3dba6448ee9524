package org.mosnas.model.kernel.cuda;

import java.util.ArrayList;
import java.util.List;

/**
 * Memory of the device for the length of a step, as {@link org.mosnas.model.memory.Arena} is on the
 * host: after the first steps of the largest size no step allocates. What is taken back may still
 * be read by kernels that were queued before; whatever is queued later comes later.
 */
public final class DeviceArena implements AutoCloseable {
  private static final long ALIGNMENT = 256;
  private static final long CHUNK_BYTES = 16L << 20;

  private final Gpu gpu;
  private final List<DeviceMemory> chunks = new ArrayList<>();
  private int current;
  private long next;
  private long used;
  private long peak;

  DeviceArena(Gpu gpu) {
    this.gpu = gpu;
  }

  /** A place to come back to. */
  public record Mark(int chunk, long next, long used) {}

  /** Where the arena stands now. */
  public Mark mark() {
    return new Mark(current, next, used);
  }

  /** Takes back all that was handed out since {@code mark}. */
  public void release(Mark mark) {
    current = mark.chunk();
    next = mark.next();
    used = mark.used();
  }

  /** Takes back everything; several blocks become one, so that there are no gaps between them. */
  public void reset() {
    if (chunks.size() > 1) {
      long whole = peak;
      close();
      chunks.add(gpu.allocate(roundUp(whole, CHUNK_BYTES)));
    }
    release(new Mark(0, 0, 0));
  }

  /** A dense matrix with undefined content. */
  public DeviceMatrix allocate(int rows, int columns) {
    return DeviceMatrix.dense(allocateBytes((long) rows * columns * Float.BYTES), rows, columns);
  }

  /** Address of {@code bytes} bytes with undefined content. */
  public long allocateBytes(long bytes) {
    long wanted = roundUp(Math.max(bytes, 1), ALIGNMENT);
    while (current < chunks.size() && chunks.get(current).bytes() - next < wanted) {
      current++;
      next = 0;
    }
    if (current == chunks.size()) {
      chunks.add(gpu.allocate(roundUp(wanted, CHUNK_BYTES)));
    }
    long address = chunks.get(current).address() + next;
    next += wanted;
    used += wanted;
    peak = Math.max(peak, used);
    return address;
  }

  /** The most it has handed out at a time, in bytes. */
  public long peakBytes() {
    return peak;
  }

  private static long roundUp(long value, long unit) {
    return (value + unit - 1) / unit * unit;
  }

  @Override
  public void close() {
    chunks.forEach(DeviceMemory::close);
    chunks.clear();
    release(new Mark(0, 0, 0));
  }
}
