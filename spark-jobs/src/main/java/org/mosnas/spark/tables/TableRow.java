package org.mosnas.spark.tables;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of a row by column; what is not set is null. */
public final class TableRow {
  private final Map<String, Object> values = new LinkedHashMap<>();

  /** Sets a text; null stays null. */
  public TableRow text(String column, String value) {
    return set(column, value);
  }

  /** Sets a whole number. */
  public TableRow whole(String column, long value) {
    return set(column, value);
  }

  /** Sets a number; NaN, which means that there is none, stays null. */
  public TableRow number(String column, double value) {
    return set(column, Double.isNaN(value) ? null : value);
  }

  /** Sets true or false. */
  public TableRow flag(String column, boolean value) {
    return set(column, value);
  }

  /** Sets a moment; null stays null. */
  public TableRow time(String column, Instant value) {
    return set(column, value);
  }

  /** Sets some numbers. */
  public TableRow numbers(String column, double[] value) {
    return set(column, Arrays.stream(value).boxed().toList());
  }

  /** Sets a text from JSON; anything but a text stays null. */
  TableRow text(String column, JsonNode node) {
    return set(column, node.isTextual() ? node.textValue() : null);
  }

  /** Sets a whole number from JSON; anything but a number stays null. */
  TableRow whole(String column, JsonNode node) {
    return set(column, node.isNumber() ? node.longValue() : null);
  }

  /** Sets a number from JSON; anything but a number stays null. */
  TableRow number(String column, JsonNode node) {
    return set(column, node.isNumber() ? node.doubleValue() : null);
  }

  /** Sets a moment from JSON; anything but a moment stays null. */
  TableRow time(String column, JsonNode node) {
    try {
      return set(column, node.isTextual() ? Instant.parse(node.textValue()) : null);
    } catch (DateTimeParseException noMoment) {
      return this;
    }
  }

  private TableRow set(String column, Object value) {
    if (value != null) {
      values.put(column, value);
    }
    return this;
  }

  /** The values that are set: String, Long, Double, Boolean, Instant, or a list of Double. */
  public Map<String, Object> values() {
    return Collections.unmodifiableMap(values);
  }

  /** A text, if it is set. */
  public Optional<String> text(String column) {
    return Optional.ofNullable((String) values.get(column));
  }

  /** A whole number, if it is set. */
  public Optional<Long> whole(String column) {
    return Optional.ofNullable((Long) values.get(column));
  }

  /** A number, if it is set. */
  public Optional<Double> number(String column) {
    return Optional.ofNullable((Double) values.get(column));
  }

  /** Whether it is set and true. */
  public boolean flag(String column) {
    return Boolean.TRUE.equals(values.get(column));
  }

  /** A moment, if it is set. */
  public Optional<Instant> time(String column) {
    return Optional.ofNullable((Instant) values.get(column));
  }

  /** Some numbers; empty if they are not set. */
  @SuppressWarnings("unchecked") // Only numbers() and the reader put lists.
  public List<Double> numbers(String column) {
    return (List<Double>) values.getOrDefault(column, List.of());
  }

  /** Sets a value as it was read. */
  TableRow value(String column, Object value) {
    return set(column, value);
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
