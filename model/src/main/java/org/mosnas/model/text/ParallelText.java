package org.mosnas.model.text;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import org.mosnas.model.error.BadDataException;

/** The sentences of a text, each with its translation; failures name file and line. */
public abstract class ParallelText implements Iterator<ParallelText.Pair>, AutoCloseable {
  private ParallelText() {}

  /** A source sentence and its translation. */
  public record Pair(String source, String target) {}

  /**
   * Pairs the sentences of two texts: by their ids where both are marked up ({@link SgmReader}), in
   * the order of the source; one after the other where one has no ids.
   *
   * @param source closed with the result
   * @param target closed with the result
   */
  public static ParallelText of(Sentences source, Sentences target) {
    return source instanceof SgmReader marked && target instanceof SgmReader translated
        ? new ById(marked, translated)
        : new InStep(source, target);
  }

  @Override
  public abstract void close();

  /**
   * Two texts read sentence by sentence in step.
   *
   * <p>Texts of different length end in a {@link BadDataException} that gives both counts.
   */
  private static final class InStep extends ParallelText {
    private final Sentences source;
    private final Sentences target;
    private long read;

    /** Takes over both texts; closing this closes them. */
    InStep(Sentences source, Sentences target) {
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

  /**
   * The segments of two marked up texts, paired by document and segment id, in the order of the
   * source. One without counterpart ends in a {@link BadDataException}. Holds the target in memory.
   */
  private static final class ById extends ParallelText {
    private final SgmReader source;
    private final SgmReader target;
    private Map<SgmReader.Segment.Key, SgmReader.Segment> unpaired;

    /** Takes over both texts; closing this closes them. */
    ById(SgmReader source, SgmReader target) {
      this.source = source;
      this.target = target;
    }

    @Override
    public boolean hasNext() {
      if (source.hasNext()) {
        return true;
      }
      unpaired().values().stream()
          .findFirst()
          .ifPresent(
              segment -> {
                throw alone(target, segment, source);
              });
      return false;
    }

    @Override
    public Pair next() {
      if (!hasNext()) {
        throw new NoSuchElementException(source.name() + " has no more segments");
      }
      SgmReader.Segment segment = source.nextSegment();
      SgmReader.Segment translation = unpaired().remove(segment.key());
      if (translation == null) {
        throw alone(source, segment, target);
      }
      return new Pair(segment.text(), translation.text());
    }

    @Override
    public void close() {
      try (source;
          target) {
        // Closes both, the second even when the first fails.
      }
    }

    private Map<SgmReader.Segment.Key, SgmReader.Segment> unpaired() {
      if (unpaired == null) {
        unpaired = new LinkedHashMap<>();
        while (target.hasNext()) {
          SgmReader.Segment segment = target.nextSegment();
          unpaired.put(segment.key(), segment);
        }
      }
      return unpaired;
    }

    private static BadDataException alone(
        SgmReader in, SgmReader.Segment segment, SgmReader other) {
      return new BadDataException(
          String.format(
              Locale.ROOT,
              "%s: %s is not in %s; segments are paired by document and id: add it there, or take it out here",
              in.where(segment.line()),
              segment.key(),
              other.name()));
    }
  }
}
