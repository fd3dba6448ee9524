package org.mosnas.model.supernet;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Where every named parameter lies in one flat vector. */
public final class ParameterLayout implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int ALIGNMENT_FLOATS = 16;

  /**
   * Place of one parameter.
   *
   * @param offset index of its first float
   * @param rows its rows; 1 for vectors
   * @param columns its columns
   */
  public record Slot(int offset, int rows, int columns) implements Serializable {
    /** Number of its floats. */
    public int size() {
      return rows * columns;
    }
  }

  private final LinkedHashMap<String, Slot> slots = new LinkedHashMap<>();
  private int floats;

  ParameterLayout() {}

  void add(String name, int rows, int columns) {
    Slot slot = new Slot(floats, rows, columns);
    if (slots.putIfAbsent(name, slot) != null) {
      throw new IllegalArgumentException("two parameters are called " + name);
    }
    long next = (long) floats + (long) rows * columns;
    long aligned = (next + ALIGNMENT_FLOATS - 1) & -ALIGNMENT_FLOATS;
    floats = Math.toIntExact(aligned);
  }

  /** Length of the flat vector, in floats; a little more than {@link #parameters()}. */
  public int floats() {
    return floats;
  }

  /** Number of parameters. */
  public long parameters() {
    return slots.values().stream().mapToLong(Slot::size).sum();
  }

  /** Names in the order of the vector. */
  public Set<String> names() {
    return java.util.Collections.unmodifiableSet(slots.keySet());
  }

  /** Names and places in the order of the vector. */
  public Map<String, Slot> slots() {
    return java.util.Collections.unmodifiableMap(slots);
  }

  /**
   * The place of {@code name}.
   *
   * @throws IllegalArgumentException if there is no such parameter
   */
  public Slot slot(String name) {
    Slot slot = slots.get(name);
    if (slot == null) {
      throw new IllegalArgumentException("no parameter is called " + name);
    }
    return slot;
  }
}
