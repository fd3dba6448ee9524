package org.mosnas.model.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.mosnas.model.json.StrictJson;

/**
 * The header of a safetensors file: names, types, shapes and places of tensors.
 *
 * @param metadata free text by key
 * @param tensors by name, in the order of their bytes
 */
public record SafetensorsHeader(Map<String, String> metadata, Map<String, Entry> tensors) {
  private static final String METADATA = "__metadata__";
  private static final int ALIGNMENT_BYTES = 8;
  private static final int LONGEST_SHOWN = 200;

  /**
   * One tensor.
   *
   * @param type of its numbers
   * @param rows its rows; 1 for vectors
   * @param columns its columns
   * @param vector whether its shape has one dimension
   * @param start first byte, counted from the end of the header
   */
  public record Entry(TensorType type, int rows, int columns, boolean vector, long start) {
    /** How many numbers it has. */
    public int floats() {
      return rows * columns;
    }

    long end() {
      return start + (long) floats() * type.bytes();
    }
  }

  /** The JSON of the file, padded with blanks to a multiple of eight bytes. */
  byte[] toBytes() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    if (!metadata.isEmpty()) {
      ObjectNode node = root.putObject(METADATA);
      metadata.forEach(node::put);
    }
    tensors.forEach(
        (name, entry) -> {
          ObjectNode node = root.putObject(name);
          node.put("dtype", entry.type().name());
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

  /**
   * Parses the JSON of a file called {@code name}. Its keys may come in any order; the tensors must
   * fill the file without gaps.
   */
  static SafetensorsHeader parse(byte[] json, String name) {
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Map.Entry<String, Entry>> tensors = new ArrayList<>();
    for (Iterator<Map.Entry<String, JsonNode>> it = root(json, name).fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> field = it.next();
      if (field.getKey().equals(METADATA)) {
        metadata.putAll(metadata(field.getValue(), name));
      } else {
        tensors.add(Map.entry(field.getKey(), entry(field.getKey(), field.getValue(), name)));
      }
    }
    tensors.sort(
        Comparator.comparingLong((Map.Entry<String, Entry> tensor) -> tensor.getValue().start())
            .thenComparingLong(tensor -> tensor.getValue().end()));
    return new SafetensorsHeader(metadata, withoutGaps(tensors, name));
  }

  private static JsonNode root(byte[] json, String name) {
    JsonNode root;
    try {
      // Not left to Jackson, which guesses: the format is UTF-8.
      root =
          StrictJson.parse(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString());
    } catch (CharacterCodingException e) {
      throw notJson(name, "it is not UTF-8", e);
    } catch (JsonProcessingException e) {
      throw notJson(name, StrictJson.problem(e), e);
    }
    if (!root.isObject()) {
      throw new CheckpointFormatException(
          name + ": the header is not a JSON object; the file is damaged or not safetensors");
    }
    if (json[0] != '{') {
      throw new CheckpointFormatException(
          name + ": the header does not begin with {; the file is damaged or not safetensors");
    }
    return root;
  }

  private static CheckpointFormatException notJson(String name, String why, Exception cause) {
    return new CheckpointFormatException(
        String.format(
            Locale.ROOT,
            "%s: the header is not JSON (%s); the file is damaged or not safetensors",
            name,
            why),
        cause);
  }

  private static Map<String, String> metadata(JsonNode node, String name) {
    Map<String, String> metadata = new LinkedHashMap<>();
    node.fields()
        .forEachRemaining(
            field -> {
              if (field.getValue().isTextual()) {
                metadata.put(field.getKey(), field.getValue().textValue());
              }
            });
    if (!node.isObject() || metadata.size() != node.size()) {
      throw new CheckpointFormatException(
          String.format(
              Locale.ROOT,
              "%s: %s must be an object of texts, was %s; the file is damaged or not safetensors",
              name,
              METADATA,
              shortened(node)));
    }
    return metadata;
  }

  private static Map<String, Entry> withoutGaps(
      List<Map.Entry<String, Entry>> tensors, String name) {
    Map<String, Entry> ordered = new LinkedHashMap<>();
    long end = 0;
    for (Map.Entry<String, Entry> tensor : tensors) {
      if (tensor.getValue().start() != end) {
        throw new CheckpointFormatException(
            String.format(
                Locale.ROOT,
                "%s: tensor %s does not begin where the one before it ends, at byte %d; the file"
                    + " is damaged",
                name,
                tensor.getKey(),
                end));
      }
      end = tensor.getValue().end();
      ordered.put(tensor.getKey(), tensor.getValue());
    }
    return ordered;
  }

  private static Entry entry(String tensor, JsonNode node, String name) {
    JsonNode shape = node.path("shape");
    JsonNode offsets = node.path("data_offsets");
    boolean vector = shape.size() == 1;
    JsonNode rows = vector ? IntNode.valueOf(1) : shape.path(0);
    JsonNode columns = shape.path(shape.size() - 1);
    Optional<TensorType> type = TensorType.named(node.path("dtype").asText());
    if (type.isEmpty()
        || !shape.isArray()
        || shape.size() > 2
        || !isSize(rows)
        || !isSize(columns)
        || rows.longValue() * columns.longValue() > Integer.MAX_VALUE) {
      throw new CheckpointFormatException(
          String.format(
              Locale.ROOT,
              "%s: tensor %s is %s; expected one of %s, of one or two dimensions",
              name,
              tensor,
              shortened(node),
              Arrays.toString(TensorType.values())));
    }
    Entry entry =
        new Entry(
            type.get(), rows.intValue(), columns.intValue(), vector, offset(offsets, 0).orElse(-1));
    if (!offsets.isArray()
        || offsets.size() != 2
        || entry.start() < 0
        || offset(offsets, 1).orElse(-1) != entry.end()) {
      throw new CheckpointFormatException(
          String.format(
              Locale.ROOT,
              "%s: tensor %s does not fill its bytes %s; the file is damaged",
              name,
              tensor,
              shortened(offsets)));
    }
    return entry;
  }

  private static boolean isSize(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= 0;
  }

  private static OptionalLong offset(JsonNode offsets, int index) {
    JsonNode node = offsets.path(index);
    return node.isIntegralNumber() && node.canConvertToLong()
        ? OptionalLong.of(node.longValue())
        : OptionalLong.empty();
  }

  /** A value for a message, which is one line whatever somebody wrote into the file. */
  private static String shortened(JsonNode node) {
    String text = node.toString();
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }
}
