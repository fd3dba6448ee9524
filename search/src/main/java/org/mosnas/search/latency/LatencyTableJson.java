package org.mosnas.search.latency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.json.JsonFields;
import org.mosnas.model.json.StrictJson;
import org.mosnas.model.space.SearchSpace;

/** The JSON form of latency tables and their parts: kebab-case keys, nanoseconds. */
public final class LatencyTableJson {
  private static final String FORMAT = "mosnas-latency-table-v1";

  private static final JsonMapper MAPPER =
      StrictJson.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private LatencyTableJson() {}

  /** The table as indented text; blocks sorted by name. */
  public static String write(LatencyTable table) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", FORMAT);
    root.put("hardware-class", table.hardware().hardwareClass());
    root.set("hardware", MAPPER.valueToTree(table.hardware()));
    root.set("protocol", MAPPER.valueToTree(table.protocol()));
    root.set("frame", MAPPER.valueToTree(table.frame()));
    ObjectNode blocks = root.putObject("blocks");
    table.entries().forEach((key, stats) -> blocks.set(key.value(), MAPPER.valueToTree(stats)));
    return root.toPrettyString() + "\n";
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param text the document
   * @param origin where it came from, for messages
   * @param space whose blocks were timed
   * @throws BadDataException if it is not a latency table of this version, or one of other blocks
   */
  public static LatencyTable read(String text, String origin, SearchSpace space) {
    try {
      JsonNode root = MAPPER.readTree(text);
      String format = root.path("format").asText("none");
      if (!format.equals(FORMAT)) {
        throw new BadDataException(
            String.format(
                Locale.ROOT,
                "%s is not a latency table of this version: format is '%s', expected '%s'; profile again",
                origin,
                format,
                FORMAT));
      }
      return new LatencyTable(
          blocks(JsonFields.object(root, "blocks"), space),
          MAPPER.treeToValue(JsonFields.object(root, "frame"), NetworkFrame.class),
          MAPPER.treeToValue(JsonFields.object(root, "protocol"), LatencyProtocol.class),
          MAPPER.treeToValue(JsonFields.object(root, "hardware"), HardwareFingerprint.class));
    } catch (JsonProcessingException e) {
      throw unreadable(origin, StrictJson.problem(e), e);
    } catch (IllegalArgumentException e) {
      throw unreadable(origin, e.getMessage(), e);
    }
  }

  /** A protocol, fingerprint or frame on one line, as for a column of a table. */
  public static String writePart(Record part) {
    return MAPPER.valueToTree(part).toString();
  }

  /**
   * Reads what {@link #writePart} wrote.
   *
   * @throws BadDataException if the text does not hold a {@code type}
   */
  public static <T extends Record> T readPart(String text, Class<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "'%s' is not a %s: %s; profile again",
              text,
              type.getSimpleName(),
              StrictJson.problem(e)),
          e);
    }
  }

  private static Map<BlockKey, LatencyStats> blocks(JsonNode node, SearchSpace space)
      throws JsonProcessingException {
    Set<BlockKey> known = space.blocks().stream().map(BlockKey::of).collect(Collectors.toSet());
    Map<BlockKey, LatencyStats> blocks = new TreeMap<>();
    for (Iterator<Map.Entry<String, JsonNode>> it = node.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> entry = it.next();
      BlockKey key = new BlockKey(entry.getKey());
      if (!known.contains(key)) {
        throw new IllegalArgumentException("'" + key + "' names no block of space " + space.name());
      }
      blocks.put(key, MAPPER.treeToValue(entry.getValue(), LatencyStats.class));
    }
    return blocks;
  }

  private static BadDataException unreadable(String origin, String problem, Exception cause) {
    return new BadDataException(
        String.format(
            Locale.ROOT, "%s is not a readable latency table: %s; profile again", origin, problem),
        cause);
  }
}
