package org.mosnas.model.text;

import java.util.NoSuchElementException;
import org.mosnas.model.error.BadDataException;

/**
 * Two texts read sentence by sentence in step.
 *
 * <p>Texts of different length end in a {@link BadDataException} that gives both counts.
 */
final class ParallelLines implements ParallelText {
  private final Sentences source;
  private final Sentences target;
  private long read;

  /** Takes over both texts; closing this closes them. */
  ParallelLines(Sentences source, Sentences target) {
    this.source = source;
    this.target = target;
  }

  @Override
  public boolean hasNext() {
    if (source.hasNext() != target.hasNext()) {
      throw new BadDataException(
          source.name()
              + " has "
              + (read + remaining(source))
              + " lines, but "
              + target.name()
              + " has "
              + (read + remaining(target))
              + "; each line of one must be the translation of the same line of the other");
    }
    return source.hasNext();
  }

  @Override
  public Pair next() {
    if (!hasNext()) {
      throw new NoSuchElementException(source.name() + " has " + read + " lines");
    }
    read++;
    return new Pair(source.next(), target.next());
  }

  @Override
  public void close() {
    try (source;
        target) {
      // Closes both, the second even when the first fails.
    }
  }

  private static long remaining(Sentences sentences) {
    long remaining = 0;
    while (sentences.hasNext()) {
      sentences.next();
      remaining++;
    }
    return remaining;
  }
}
