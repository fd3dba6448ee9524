package org.mosnas.model.text;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import org.mosnas.model.error.BadDataException;

/**
 * The segments of two marked up texts, paired by document and segment id, in the order of the
 * source. One without counterpart ends in a {@link BadDataException}. Holds the target in memory.
 */
final class SegmentPairs implements ParallelText {
  private final SgmReader source;
  private final SgmReader target;
  private Map<Segment.Key, Segment> unpaired;

  /** Takes over both texts; closing this closes them. */
  SegmentPairs(SgmReader source, SgmReader target) {
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
    Segment segment = source.nextSegment();
    Segment translation = unpaired().remove(segment.key());
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

  private Map<Segment.Key, Segment> unpaired() {
    if (unpaired == null) {
      unpaired = new LinkedHashMap<>();
      while (target.hasNext()) {
        Segment segment = target.nextSegment();
        unpaired.put(segment.key(), segment);
      }
    }
    return unpaired;
  }

  private static BadDataException alone(SgmReader in, Segment segment, SgmReader other) {
    return new BadDataException(
        String.format(
            Locale.ROOT,
            "%s: %s is not in %s; segments are paired by document and id: add it there, or take it out here",
            in.where(segment.line()),
            segment.key(),
            other.name()));
  }
}
