package org.mosnas.model.supernet;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.memory.Memory;

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

  /**
   * Matrices of one width one after another.
   *
   * @param rows rows of every matrix, by name
   * @param columns columns of all
   */
  public static ParameterLayout ofMatrices(Map<String, Integer> rows, int columns) {
    ParameterLayout layout = new ParameterLayout();
    rows.forEach((name, count) -> layout.add(name, count, columns));
    return layout;
  }

  void add(String name, int rows, int columns) {
    Slot slot = new Slot(floats, rows, columns);
    if (slots.putIfAbsent(name, slot) != null) {
      throw new IllegalArgumentException("two parameters are called " + name);
    }
    long next = (long) floats + (long) rows * columns;
    long aligned = (next + ALIGNMENT_FLOATS - 1) & -ALIGNMENT_FLOATS;
    if (aligned > Memory.MAX_FLOATS) {
      throw new MosnasException(
          ErrorKind.USAGE,
          String.format(
              Locale.ROOT,
              "the supernet has more than the %d parameters that fit in one vector, from %s on; use"
                  + " fewer experts, a smaller space or a smaller vocabulary",
              Memory.MAX_FLOATS,
              name));
    }
    floats = (int) aligned;
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
    return Collections.unmodifiableSet(slots.keySet());
  }

  /** Names and places in the order of the vector. */
  public Map<String, Slot> slots() {
    return Collections.unmodifiableMap(slots);
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
