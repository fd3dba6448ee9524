package org.mosnas.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * Values of an object by their keys, each of just the type that is wanted. One that is missing or
 * of another type ends in an {@link IllegalArgumentException} that names the key and the value, to
 * be told with the name of the file.
 */
public final class JsonFields {
  private JsonFields() {}

  /** A whole number. */
  public static long whole(JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(key, "a whole number", value);
    }
    return value.longValue();
  }

  /** A whole number of 32 bits. */
  public static int integer(JsonNode node, String key) {
    long value = whole(node, key);
    if (value != (int) value) {
      throw wrong(key, "a whole number of 32 bits", node.path(key));
    }
    return (int) value;
  }

  /** A whole number of 32 bits that is not negative. */
  public static int count(JsonNode node, String key) {
    int value = integer(node, key);
    if (value < 0) {
      throw wrong(key, "a whole number from 0 on", node.path(key));
    }
    return value;
  }

  /** A number. */
  public static double number(JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (!value.isNumber()) {
      throw wrong(key, "a number", value);
    }
    return value.doubleValue();
  }

  /** A text. */
  public static String text(JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (!value.isTextual()) {
      throw wrong(key, "a text", value);
    }
    return value.textValue();
  }

  /** A list. */
  public static JsonNode list(JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (!value.isArray()) {
      throw wrong(key, "a list", value);
    }
    return value;
  }

  /** An object. */
  public static ObjectNode object(JsonNode node, String key) {
    if (!(node.path(key) instanceof ObjectNode object)) {
      throw wrong(key, "an object", node.path(key));
    }
    return object;
  }

  private static IllegalArgumentException wrong(String key, String expected, JsonNode value) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "%s must be %s, %s",
            key,
            expected,
            value.isMissingNode() ? "but is missing" : "was " + value));
  }
}
