package org.mosnas.model.space;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A part of a network that is timed by itself; equal blocks take equal time on the same machine.
 *
 * @param kind what it is, such as {@code encoder-layer}; without a colon
 * @param sizes its sizes by name, in the one order that its kind has; in another order it is
 *     another block
 */
public record Block(String kind, Map<String, Integer> sizes) implements Serializable {
  /** Checks the kind and keeps the order of the sizes. */
  public Block {
    if (kind.isBlank() || kind.contains(":")) {
      throw new IllegalArgumentException("a block's kind is a name without a colon, was " + kind);
    }
    sizes = Collections.unmodifiableMap(new LinkedHashMap<>(sizes));
  }

  /** A block without sizes. */
  public static Block of(String kind) {
    return new Block(kind, Map.of());
  }

  /** This block with one more size. */
  public Block with(String name, int size) {
    Map<String, Integer> more = new LinkedHashMap<>(sizes);
    more.put(name, size);
    return new Block(kind, more);
  }

  /**
   * One of the sizes.
   *
   * @throws IllegalArgumentException if this block has none of that name
   */
  public int size(String name) {
    Integer size = sizes.get(name);
    if (size == null) {
      throw new IllegalArgumentException("no size is called " + name + " in block " + this);
    }
    return size;
  }

  /** Blocks are equal if their texts are: maps alone would not tell one order from another. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Block that
        && kind.equals(that.kind)
        && sizes.equals(that.sizes)
        && List.copyOf(sizes.keySet()).equals(List.copyOf(that.sizes.keySet()));
  }

  @Override
  public int hashCode() {
    return 31 * kind.hashCode() + sizes.hashCode();
  }

  /** Such as {@code encoder-layer:embed=96,ffn=256,heads=2}. */
  @Override
  public String toString() {
    return sizes.entrySet().stream()
        .map(size -> size.getKey() + "=" + size.getValue())
        .collect(Collectors.joining(",", kind + ":", ""));
  }
}
