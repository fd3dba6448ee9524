package org.mosnas.model.task;

import java.io.Serializable;
import java.util.Locale;

/**
 * How many examples are left out for their length, by the side that is too long. Examples of one
 * side have a source only.
 *
 * @param source only the source is
 * @param target only the target is
 * @param both both are
 */
public record LeftOut(long source, long target, long both) implements Serializable {
  /** Nothing left out. */
  public static final LeftOut NONE = new LeftOut(0, 0, 0);

  /** Those of both together. */
  public LeftOut plus(LeftOut other) {
    return new LeftOut(source + other.source, target + other.target, both + other.both);
  }

  /** All of them. */
  public long total() {
    return source + target + both;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%d by the source, %d by the target, %d by both", source, target, both);
  }
}
