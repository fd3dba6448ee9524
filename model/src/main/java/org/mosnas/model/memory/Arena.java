package org.mosnas.model.memory;

import java.util.ArrayList;
import java.util.List;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/**
 * Memory for the length of a step: handing out a view is moving an index, and {@link #release}
 * takes back everything that was handed out since a mark.
 *
 * <p>After the first steps of the largest size no step allocates. Not thread-safe; one per replica.
 */
public final class Arena implements AutoCloseable {
  private static final int CACHE_LINE_FLOATS = 16;

  private final int chunkFloats;
  private final List<Memory> chunks = new ArrayList<>();
  private int current;
  private int next;
  private long used;
  private long peakFloats;

  /**
   * Creates an empty arena.
   *
   * @param chunkFloats size of the blocks it asks the machine for, in floats; positive
   */
  public Arena(int chunkFloats) {
    this.chunkFloats = chunkFloats;
  }

  /** An arena with blocks of 16 MiB. */
  public Arena() {
    this(4 << 20);
  }

  /** A place to come back to. */
  public record Mark(int chunk, int next, long used) {}

  /** Where the arena stands now. */
  public Mark mark() {
    return new Mark(current, next, used);
  }

  /** Takes back all views handed out since {@code mark}; their content may be overwritten. */
  public void release(Mark mark) {
    current = mark.chunk();
    next = mark.next();
    used = mark.used();
  }

  /** Takes back all views and marks. */
  public void reset() {
    if (chunks.size() > 1 && peakFloats <= Memory.MAX_FLOATS - chunkFloats) {
      mergeBlocks();
    }
    release(new Mark(0, 0, 0));
  }

  /** Tensors of ever new sizes leave gaps between blocks; in one block for all there are none. */
  private void mergeBlocks() {
    close();
    chunks.add(Memory.allocate((peakFloats + chunkFloats - 1) / chunkFloats * chunkFloats));
  }

  /**
   * A dense view with undefined content.
   *
   * @throws MosnasException of kind {@code RESOURCES} if it does not fit into one block of memory
   */
  public Matrix allocate(int rows, int columns) {
    long wanted = (long) rows * columns;
    if (wanted > Memory.MAX_FLOATS - CACHE_LINE_FLOATS) {
      throw new MosnasException(
          ErrorKind.RESOURCES,
          "a tensor of " + rows + "x" + columns + " is too large; use smaller batches");
    }
    int floats = (int) (wanted + CACHE_LINE_FLOATS - 1) & -CACHE_LINE_FLOATS;
    while (current < chunks.size() && chunks.get(current).size() - next < floats) {
      current++;
      next = 0;
    }
    if (current == chunks.size()) {
      chunks.add(Memory.allocate(Math.max(chunkFloats, floats)));
    }
    Matrix view = chunks.get(current).view(next, rows, columns);
    next += floats;
    used += floats;
    peakFloats = Math.max(peakFloats, used);
    return view;
  }

  /** The most it has handed out at a time, in bytes. */
  public long peakBytes() {
    return peakFloats * Float.BYTES;
  }

  /** What it holds of the machine's memory, in bytes. */
  long reservedBytes() {
    return chunks.stream().mapToLong(Memory::size).sum() * Float.BYTES;
  }

  @Override
  public void close() {
    chunks.forEach(Memory::close);
    chunks.clear();
    release(new Mark(0, 0, 0));
  }
}
