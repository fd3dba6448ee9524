package org.mosnas.model.supernet;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.memory.Memory;
import org.mosnas.model.network.Role;

/** Where every named parameter lies in one flat vector. */
public final class ParameterLayout implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int ALIGNMENT_FLOATS = 16;

  /** Which part of a module a parameter is. */
  public enum Kind {
    /** One row per token of a vocabulary. */
    TABLE,
    /** Weight of a linear map or of a normalization. */
    WEIGHT,
    /** Bias of a linear map or of a normalization. */
    BIAS
  }

  /**
   * Place and meaning of one parameter.
   *
   * @param offset index of its first float
   * @param rows its rows; 1 for vectors
   * @param columns its columns
   * @param role what its module is for
   * @param kind which part of the module it is
   */
  public record Slot(int offset, int rows, int columns, Role role, Kind kind)
      implements Serializable {
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
    rows.forEach((name, count) -> layout.add(name, count, columns, Role.PROJECTION, Kind.WEIGHT));
    return layout;
  }

  /** The same places under other names. */
  public ParameterLayout renamed(UnaryOperator<String> name) {
    ParameterLayout renamed = new ParameterLayout();
    slots.forEach((own, slot) -> renamed.slots.put(name.apply(own), slot));
    renamed.floats = floats;
    return renamed;
  }

  void add(String name, int rows, int columns, Role role, Kind kind) {
    Slot slot = new Slot(floats, rows, columns, role, kind);
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

  /**
   * The weight of the module that a weight or bias is part of.
   *
   * @throws IllegalArgumentException if there is no such parameter, or it is no part of a module
   */
  Slot weightOf(String name) {
    return slot(name.substring(0, name.lastIndexOf('.') + 1) + "weight");
  }
}
