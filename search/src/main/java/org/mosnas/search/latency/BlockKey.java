package org.mosnas.search.latency;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.space.Block;

/**
 * The name of a block in tables and files, such as {@code
 * encoder-layer:embed=640,ffn=3072,heads=8}.
 *
 * @param value the text
 */
public record BlockKey(String value) implements Comparable<BlockKey>, Serializable {
  private static final String EXAMPLE = "encoder-layer:embed=640,ffn=3072,heads=8";

  /** The key of a block. */
  public static BlockKey of(Block block) {
    return new BlockKey(block.toString());
  }

  /**
   * The block that this key names.
   *
   * @throws BadDataException if it names none
   */
  public Block block() {
    Block block;
    try {
      int colon = value.indexOf(':');
      block = new Block(value.substring(0, colon), sizes(value.substring(colon + 1)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw malformed(e);
    }
    if (!of(block).equals(this)) {
      throw malformed(null);
    }
    return block;
  }

  @Override
  public int compareTo(BlockKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static Map<String, Integer> sizes(String text) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    for (String size : text.isEmpty() ? new String[0] : text.split(",")) {
      int equals = size.indexOf('=');
      sizes.put(size.substring(0, equals), Integer.parseInt(size.substring(equals + 1)));
    }
    return sizes;
  }

  private BadDataException malformed(RuntimeException cause) {
    return new BadDataException(
        String.format(
            Locale.ROOT,
            "'%s' names no block; expected something like '%s'; profile again with this version",
            value,
            EXAMPLE),
        cause);
  }
}
