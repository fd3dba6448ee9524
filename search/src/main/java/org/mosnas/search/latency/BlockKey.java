package org.mosnas.search.latency;

import java.io.Serializable;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.mosnas.model.error.BadDataException;

/**
 * The name of a {@link Block} in tables and files, such as {@code
 * encoder-layer:embed=640,ffn=3072,heads=8}.
 *
 * @param value kind, colon, sizes in the block's order; a block without sizes has the colon only
 */
public record BlockKey(String value) implements Comparable<BlockKey>, Serializable {

  /** The key of {@code block}. */
  static BlockKey of(Block block) {
    return new BlockKey(
        block.sizes().entrySet().stream()
            .map(size -> size.getKey() + "=" + size.getValue())
            .collect(Collectors.joining(",", block.kind() + ":", "")));
  }

  /**
   * The block of this name.
   *
   * @throws BadDataException if this is not the name of a block
   */
  public Block block() {
    int colon = value.indexOf(':');
    if (colon < 0) {
      throw malformed(null);
    }
    Block block;
    try {
      Iterator<Integer> sizes = sizes(value.substring(colon + 1)).values().iterator();
      block = build(value.substring(0, colon), sizes);
    } catch (RuntimeException e) {
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

  private static Block build(String kind, Iterator<Integer> next) {
    return switch (kind) {
      case Block.EncoderInput.KIND -> new Block.EncoderInput(next.next());
      case Block.EncoderLayer.KIND -> new Block.EncoderLayer(next.next(), next.next(), next.next());
      case Block.DecoderInput.KIND -> new Block.DecoderInput(next.next());
      case Block.DecoderLayer.KIND ->
          new Block.DecoderLayer(
              next.next(), next.next(), next.next(), next.next(), next.next(), next.next());
      case Block.DecoderOutput.KIND -> new Block.DecoderOutput(next.next());
      case Block.Overhead.KIND -> new Block.Overhead();
      default -> throw new IllegalArgumentException("no block is called " + kind);
    };
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
            of(new Block.EncoderLayer(640, 3072, 8))),
        cause);
  }
}
