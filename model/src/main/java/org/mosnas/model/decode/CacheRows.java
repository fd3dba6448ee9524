package org.mosnas.model.decode;

import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;

/**
 * Off-heap rows of one width in slots of equal room: the keys and values of one layer. Its memory
 * grows by doubling and is kept from batch to batch, until {@link #close()}.
 */
final class CacheRows implements AutoCloseable {
  private final int width;
  private Memory memory;
  private int slots;
  private int room;

  /**
   * Creates empty rows.
   *
   * @param width columns of a row
   */
  CacheRows(int width) {
    this.width = width;
  }

  /** Begins with so many slots of at least so much room; what they hold is undefined. */
  void start(int newSlots, int newRoom) {
    long needed = (long) newSlots * newRoom * width;
    if (needed > floats()) {
      long doubled = Math.min(2 * floats(), Memory.MAX_FLOATS);
      close();
      memory = allocate(Math.max(needed, doubled));
    }
    slots = newSlots;
    room = (int) (floats() / ((long) slots * width));
  }

  /**
   * Makes room for one more row in every slot.
   *
   * @param used rows of every slot that are to be kept
   */
  void reserve(int used) {
    if (used < room) {
      return;
    }
    int newRoom = 2 * room;
    Memory larger = allocate((long) slots * newRoom * width);
    for (int slot = 0; slot < slots; slot++) {
      Elementwise.copy(
          memory.view(slot * room * width, 1, used * width),
          larger.view(slot * newRoom * width, 1, used * width));
    }
    memory.close();
    memory = larger;
    room = newRoom;
  }

  /** Copies rows {@code from} to {@code to} of one slot to another. */
  void copy(int fromSlot, int toSlot, int from, int to) {
    int floats = (to - from) * width;
    Elementwise.copy(
        memory.view((fromSlot * room + from) * width, 1, floats),
        memory.view((toSlot * room + from) * width, 1, floats));
  }

  /** Rows of a slot. */
  int room() {
    return room;
  }

  /** All rows, {@code [slots * room, width]}; slot {@code s} begins at row {@code s * room()}. */
  Matrix matrix() {
    return memory.view(0, slots * room, width);
  }

  /** Size of its memory. */
  long bytes() {
    return floats() * Float.BYTES;
  }

  private long floats() {
    return memory == null ? 0 : memory.size();
  }

  private static Memory allocate(long floats) {
    if (floats > Memory.MAX_FLOATS) {
      throw new MosnasException(
          ErrorKind.RESOURCES,
          "keys and values of this batch take "
              + (floats * Float.BYTES >> 20)
              + " MiB per layer, more than one block can hold; translate fewer sentences at a time"
              + " or with a smaller beam");
    }
    return Memory.allocate(floats);
  }

  @Override
  public void close() {
    if (memory != null) {
      memory.close();
      memory = null;
    }
  }
}
