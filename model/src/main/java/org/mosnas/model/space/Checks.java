package org.mosnas.model.space;

import java.util.HashSet;
import java.util.List;

/** Argument checks of the sizes that specs and spaces are made of. */
public final class Checks {
  private Checks() {}

  /** Refuses a {@code value} below 1. */
  public static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be positive, was " + value);
    }
  }

  /** Copies a list of choices, which must be non-empty, positive and distinct. */
  public static List<Integer> choices(String name, List<Integer> values) {
    List<Integer> copy = List.copyOf(values);
    if (copy.isEmpty()) {
      throw new IllegalArgumentException(name + " must offer at least one value, was []");
    }
    for (int value : copy) {
      positive(name + ": every value", value);
    }
    if (new HashSet<>(copy).size() < copy.size()) {
      throw new IllegalArgumentException(name + " must not repeat a value, was " + copy);
    }
    return copy;
  }

  /** As {@link #choices}, for widths that are split into sine and cosine halves. */
  public static List<Integer> embedChoices(String name, List<Integer> values) {
    List<Integer> copy = choices(name, values);
    for (int value : copy) {
      if (value % 2 != 0) {
        throw new IllegalArgumentException(name + ": every value must be even, was " + copy);
      }
    }
    return copy;
  }
}
