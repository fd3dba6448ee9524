package org.mosnas.search.latency;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sizes that all subnets of a supernet share, and that decide how long their blocks take.
 *
 * @param sizes by name, at least one, all positive
 */
public record NetworkFrame(SortedMap<String, Integer> sizes) implements Serializable {
  /** Checks the sizes. */
  public NetworkFrame {
    if (sizes.isEmpty()) {
      throw new IllegalArgumentException("a network has at least one size");
    }
    sizes = Collections.unmodifiableSortedMap(new TreeMap<>(sizes));
    sizes.forEach(
        (name, size) -> {
          if (size == null || size < 1) {
            throw new IllegalArgumentException(name + " must be positive, was " + size);
          }
        });
  }

  /**
   * The frame of some sizes.
   *
   * @param sizes by name
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static NetworkFrame of(Map<String, Integer> sizes) {
    return new NetworkFrame(new TreeMap<>(sizes));
  }

  /** The sizes; what a table stores. */
  @Override
  @JsonValue
  public SortedMap<String, Integer> sizes() {
    return sizes;
  }
}
