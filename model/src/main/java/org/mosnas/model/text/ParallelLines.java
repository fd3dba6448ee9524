package org.mosnas.model.text;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.mosnas.model.error.BadDataException;

/**
 * Two texts read line by line in step.
 *
 * <p>Texts of different length end in a {@link BadDataException} that gives both line counts.
 */
public final class ParallelLines implements Iterator<ParallelLines.Pair>, AutoCloseable {
  /** A source line and its translation. */
  public record Pair(String source, String target) {}

  private final TextLines source;
  private final TextLines target;

  /** Takes over both texts; closing this closes them. */
  public ParallelLines(TextLines source, TextLines target) {
    this.source = source;
    this.target = target;
  }

  @Override
  public boolean hasNext() {
    if (source.hasNext() != target.hasNext()) {
      throw new BadDataException(
          source.name()
              + " has "
              + count(source)
              + " lines, but "
              + target.name()
              + " has "
              + count(target)
              + "; line n of one must be the translation of line n of the other");
    }
    return source.hasNext();
  }

  @Override
  public Pair next() {
    if (!hasNext()) {
      throw new NoSuchElementException(source.name() + " has " + count(source) + " lines");
    }
    return new Pair(source.next(), target.next());
  }

  @Override
  public void close() {
    try (source;
        target) {
      // Closes both, the second even when the first fails.
    }
  }

  private static long count(TextLines lines) {
    while (lines.hasNext()) {
      lines.next();
    }
    return lines.lineNumber();
  }
}
