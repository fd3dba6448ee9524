package org.mosnas.model.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * JSON that is one document and nothing behind it, with every key once, and numbers that are what
 * they are read as: 2.5 is no whole number and "2" is none at all.
 */
public final class StrictJson {
  private static final JsonMapper MAPPER = builder().build();

  private StrictJson() {}

  /** Begins a mapper that reads so, for those who want other names or layouts. */
  public static JsonMapper.Builder builder() {
    return JsonMapper.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
  }

  /** The mapper with everything else as Jackson has it. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /**
   * Reads a document.
   *
   * @throws JsonProcessingException if it is none
   */
  public static JsonNode parse(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  /** What is wrong with a document, in one line, for messages. */
  public static String problem(JsonProcessingException broken) {
    String message = String.valueOf(broken.getOriginalMessage()).lines().findFirst().orElse("");
    // What would have been right there is a list of all that JSON has.
    return message.replaceFirst(":? (?:was )?expecting .*", "");
  }
}
