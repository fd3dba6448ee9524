package org.mosnas.model.network;

import java.util.List;

/**
 * A batch of token ids, packed sentence after sentence.
 *
 * @param side which input of the network it is; interpreters that build a graph name a placeholder
 *     after it
 * @param ids token ids, {@code [tokens]}
 * @param segments the sentences
 * @param firstPosition position of the first token of every sentence: 0, or the number of the step
 *     in token-by-token decoding
 */
@SuppressWarnings("ArrayRecordComponent") // a view for the length of one call, never compared
public record Tokens(Side side, int[] ids, Segments segments, int firstPosition) {

  /** The inputs of a translation network. */
  public enum Side {
    /** What the encoder reads. */
    SOURCE,
    /** What the decoder reads: the target shifted by one. */
    TARGET
  }

  /** Whole sentences, packed. */
  public static Tokens pack(Side side, List<int[]> sentences) {
    Segments segments = Segments.of(sentences.stream().mapToInt(ids -> ids.length).toArray());
    int[] packed = new int[segments.rows()];
    for (int b = 0; b < segments.count(); b++) {
      System.arraycopy(sentences.get(b), 0, packed, segments.start(b), segments.length(b));
    }
    return of(side, packed, segments);
  }

  /** Whole sentences. */
  public static Tokens of(Side side, int[] ids, Segments segments) {
    if (ids.length != segments.rows()) {
      throw new IllegalArgumentException(
          ids.length + " ids for sentences of " + segments.rows() + " tokens");
    }
    return new Tokens(side, ids, segments, 0);
  }
}
