package org.mosnas.search.latency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.json.StrictJson;

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

  /** The table as indented text, blocks sorted by name: what the checksum of a table is of. */
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
      T part = MAPPER.readValue(text, type);
      if (part == null) {
        throw unreadable(text, type, "it is null", null);
      }
      return part;
    } catch (JsonProcessingException e) {
      throw unreadable(text, type, StrictJson.problem(e), e);
    }
  }

  private static BadDataException unreadable(
      String text, Class<?> type, String problem, Exception cause) {
    return new BadDataException(
        String.format(
            Locale.ROOT,
            "'%s' is not a %s: %s; profile again",
            text,
            type.getSimpleName(),
            problem),
        cause);
  }
}
