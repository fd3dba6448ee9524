package org.mosnas.model.text;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The sentence pairs that are short enough to train on, and how many are not.
 *
 * <p>As fairseq has it: a pair is too long if either side has more tokens than the limit, the end
 * of the sentence included.
 *
 * @param kept the pairs within the limit, in the order given
 * @param leftOut how many are not
 */
public record LengthFilter(List<SentencePair> kept, LeftOut leftOut) {
  /** Copies the list. */
  public LengthFilter {
    kept = List.copyOf(kept);
  }

  /**
   * How many pairs are left out for their length, by the side that is too long.
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

  /**
   * Divides pairs.
   *
   * @param maxLength most tokens of a side
   */
  public static LengthFilter of(List<SentencePair> pairs, int maxLength) {
    List<SentencePair> kept = new ArrayList<>();
    LeftOut leftOut = LeftOut.NONE;
    for (SentencePair pair : pairs) {
      if (pair.size() <= maxLength) {
        kept.add(pair);
      } else {
        leftOut = leftOut.plus(reason(pair, maxLength));
      }
    }
    return new LengthFilter(kept, leftOut);
  }

  private static LeftOut reason(SentencePair pair, int maxLength) {
    if (pair.source().length <= maxLength) {
      return new LeftOut(0, 1, 0);
    }
    return pair.target().length <= maxLength ? new LeftOut(1, 0, 0) : new LeftOut(0, 0, 1);
  }
}
