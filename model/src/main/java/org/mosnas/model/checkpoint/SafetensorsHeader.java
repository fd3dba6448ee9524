package org.mosnas.model.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The header of a safetensors file: names, shapes and places of 32-bit float tensors.
 *
 * @param metadata free text by key
 * @param tensors by name, in the order of the file
 */
public record SafetensorsHeader(Map<String, String> metadata, Map<String, Entry> tensors) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String METADATA = "__metadata__";
  private static final String TYPE = "F32";
  private static final int ALIGNMENT_BYTES = 8;

  /**
   * One tensor.
   *
   * @param rows its rows; 1 for vectors
   * @param columns its columns
   * @param vector whether its shape has one dimension
   * @param start first byte, counted from the end of the header
   */
  public record Entry(int rows, int columns, boolean vector, long start) {
    /** Number of floats. */
    public int floats() {
      return rows * columns;
    }

    long end() {
      return start + (long) floats() * Float.BYTES;
    }
  }

  /** Bytes of the tensors. */
  public long dataBytes() {
    return tensors.values().stream().mapToLong(Entry::end).max().orElse(0);
  }

  /** The JSON of the file, padded with blanks to a multiple of eight bytes. */
  byte[] toBytes() {
    ObjectNode root = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode node = root.putObject(METADATA);
      metadata.forEach(node::put);
    }
    tensors.forEach(
        (name, entry) -> {
          ObjectNode node = root.putObject(name);
          node.put("dtype", TYPE);
          var shape = node.putArray("shape");
          if (!entry.vector()) {
            shape.add(entry.rows());
          }
          shape.add(entry.columns());
          node.putArray("data_offsets").add(entry.start()).add(entry.end());
        });
    byte[] text = root.toString().getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(text, (text.length + ALIGNMENT_BYTES - 1) & -ALIGNMENT_BYTES);
    Arrays.fill(padded, text.length, padded.length, (byte) ' ');
    return padded;
  }

  /** Parses the JSON of a file called {@code name}. */
  static SafetensorsHeader parse(byte[] json, String name) {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new CheckpointFormatException(
          name + ": the header is not JSON; the file is damaged or not safetensors", e);
    } catch (java.io.IOException e) {
      throw new CheckpointFormatException(name + ": the header cannot be read", e);
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    Map<String, Entry> tensors = new LinkedHashMap<>();
    for (Iterator<Map.Entry<String, JsonNode>> it = root.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> field = it.next();
      if (field.getKey().equals(METADATA)) {
        field
            .getValue()
            .fields()
            .forEachRemaining(m -> metadata.put(m.getKey(), m.getValue().asText()));
      } else {
        tensors.put(field.getKey(), entry(field.getKey(), field.getValue(), name));
      }
    }
    return new SafetensorsHeader(metadata, tensors);
  }

  private static Entry entry(String tensor, JsonNode node, String name) {
    JsonNode shape = node.path("shape");
    JsonNode offsets = node.path("data_offsets");
    if (!TYPE.equals(node.path("dtype").asText()) || shape.size() < 1 || shape.size() > 2) {
      throw new CheckpointFormatException(
          name
              + ": tensor "
              + tensor
              + " is "
              + node
              + "; expected "
              + TYPE
              + " of one or two dimensions");
    }
    boolean vector = shape.size() == 1;
    Entry entry =
        new Entry(
            vector ? 1 : shape.get(0).asInt(),
            shape.get(shape.size() - 1).asInt(),
            vector,
            offsets.path(0).asLong(-1));
    if (entry.start() < 0 || offsets.path(1).asLong(-1) != entry.end()) {
      throw new CheckpointFormatException(
          name
              + ": tensor "
              + tensor
              + " does not fill its bytes "
              + offsets
              + "; the file is damaged");
    }
    return entry;
  }
}
