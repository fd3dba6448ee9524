package org.mosnas.model.text;

import org.mosnas.model.network.Example;

/**
 * The ids of a sentence and of its translation.
 *
 * @param source {@code [sourceTime]}, ends with {@link Vocabulary#EOS}
 * @param target {@code [targetTime]}, ends with {@link Vocabulary#EOS}
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared or changed
public record SentencePair(int[] source, int[] target) implements Example {
  /** Checks that both end as they should; takes over the arrays. */
  public SentencePair {
    check(source, "source");
    check(target, "target");
  }

  /** The length of the longer one, the end of the sentence included. */
  public int size() {
    return Math.max(source.length, target.length);
  }

  private static void check(int[] ids, String side) {
    if (ids.length == 0 || ids[ids.length - 1] != Vocabulary.EOS) {
      throw new IllegalArgumentException(
          side + " of " + ids.length + " tokens does not end with </s> (" + Vocabulary.EOS + ")");
    }
  }
}
