package org.mosnas.spark.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.mosnas.model.json.StrictJson;

/**
 * Records of a run directory from JSON and back, by the letter: every component has to be there,
 * unless it is optional, of just its type, and nothing else.
 */
public final class RunJson {
  private static final JsonMapper MAPPER =
      StrictJson.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .addModule(new OptionalsAndTimes())
          .build();

  private static final Set<Class<?>> WHOLE = Set.of(int.class, long.class, Long.class);

  private RunJson() {}

  /** A record as JSON; optional components that are empty are null, or as their record says. */
  static ObjectNode tree(Record record) {
    return MAPPER.valueToTree(record);
  }

  /** A record as indented text. */
  public static String text(Record record) {
    return tree(record).toPrettyString();
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws JsonProcessingException if it is no JSON
   * @throws IllegalArgumentException if it is something else, saying what is wrong
   */
  static <T extends Record> T read(String text, Class<T> type) throws JsonProcessingException {
    return read(StrictJson.parse(text), type);
  }

  /** As the other, from a document that was parsed. */
  static <T extends Record> T read(JsonNode document, Class<T> type) {
    if (!document.isObject()) {
      throw new IllegalArgumentException("it is no object");
    }
    try {
      return MAPPER.treeToValue(document, type);
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(problem(wrong, document), wrong);
    }
  }

  private static String problem(JsonProcessingException wrong, JsonNode document) {
    if (!(wrong instanceof JsonMappingException mapping)) {
      return StrictJson.problem(wrong);
    }
    String path = path(mapping.getPath());
    if (wrong instanceof UnrecognizedPropertyException) {
      return path + " is nothing that this version knows";
    }
    if (wrong instanceof ValueInstantiationException && wrong.getCause() != null) {
      return wrong.getCause().getMessage();
    }
    JsonNode value = value(mapping.getPath(), document);
    String found = value.isMissingNode() ? "but is missing" : "was " + value;
    return wrong instanceof MismatchedInputException mismatch
        ? path + " must be " + expected(mismatch.getTargetType()) + ", " + found
        : path + ": " + StrictJson.problem(wrong);
  }

  private static String expected(Class<?> type) {
    if (type == null || type.isRecord()) {
      return "there and complete";
    }
    if (type.isEnum()) {
      return List.of(type.getEnumConstants()).stream()
          .map(Object::toString)
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (WHOLE.contains(type)) {
      return "a whole number";
    }
    if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return "a number";
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return "a text";
    }
    if (type == Instant.class) {
      return "a moment";
    }
    return Iterable.class.isAssignableFrom(type) ? "a list" : "an object";
  }

  private static String path(List<JsonMappingException.Reference> steps) {
    return steps.stream()
        .map(
            step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
        .collect(Collectors.joining("."))
        .replace(".[", "[");
  }

  private static JsonNode value(List<JsonMappingException.Reference> steps, JsonNode document) {
    JsonNode value = document;
    for (JsonMappingException.Reference step : steps) {
      value =
          step.getFieldName() == null
              ? value.path(step.getIndex())
              : value.path(step.getFieldName());
    }
    return steps.isEmpty() ? MissingNode.getInstance() : value;
  }
}
