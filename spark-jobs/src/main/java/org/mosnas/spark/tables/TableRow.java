package org.mosnas.spark.tables;

import java.time.Instant;
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

  /** Sets a text that may be missing. */
  TableRow text(String column, Optional<String> value) {
    return set(column, value.orElse(null));
  }

  /** Sets a whole number that may be missing. */
  TableRow whole(String column, Optional<Long> value) {
    return set(column, value.orElse(null));
  }

  /** Sets a number that may be missing. */
  TableRow number(String column, Optional<Double> value) {
    return set(column, value.orElse(null));
  }

  /** Sets a moment that may be missing. */
  TableRow time(String column, Optional<Instant> value) {
    return set(column, value.orElse(null));
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
