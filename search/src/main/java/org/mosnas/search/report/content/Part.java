package org.mosnas.search.report.content;

import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a run that a report shows, or the reason why it cannot.
 *
 * @param content the part, if it is there
 * @param missing a full sentence that says what is missing and why; empty if the part is there
 */
public record Part<T>(Optional<T> content, String missing) {
  /** Checks that there is one or the other. */
  public Part {
    if (content.isPresent() != missing.isEmpty()) {
      throw new IllegalArgumentException("a part is there or missing, was " + missing);
    }
  }

  /** A part that is there. */
  public static <T> Part<T> of(T content) {
    return new Part<>(Optional.of(content), "");
  }

  /** A part that is not there, and why. */
  public static <T> Part<T> missing(String reason) {
    return new Part<>(Optional.empty(), reason);
  }

  /** What {@code read} makes of the part; missing for the same reason if the part is. */
  public <S> Part<S> map(Function<T, S> read) {
    return content.map(there -> Part.of(read.apply(there))).orElseGet(() -> missing(missing));
  }
}
