package org.mosnas.model.network;

import java.util.Arrays;

/**
 * Where the sentences of a batch lie on the packed {@code tokens} axis: sentence {@code b} owns
 * rows {@code start(b)} to {@code start(b) + length(b)}. In a cache there are gaps between them.
 *
 * <p>Packing needs no padding, so no row is computed in vain and no mask is needed: attention never
 * leaves its sentence. Interpreters of padded layouts pad by these lengths.
 */
public final class Segments {
  private final int[] starts;
  private final int[] lengths;

  private Segments(int[] starts, int[] lengths) {
    this.starts = starts;
    this.lengths = lengths;
  }

  /** Sentences of these lengths one after another. */
  public static Segments of(int... lengths) {
    int[] starts = new int[lengths.length];
    int next = 0;
    for (int b = 0; b < lengths.length; b++) {
      if (lengths[b] <= 0) {
        throw new IllegalArgumentException("a sentence has at least one token, got " + lengths[b]);
      }
      starts[b] = next;
      next += lengths[b];
    }
    return new Segments(starts, lengths.clone());
  }

  /** {@code count} sentences of one length, each with room for {@code capacity} rows. */
  public static Segments spaced(int count, int length, int capacity) {
    int[] starts = new int[count];
    int[] lengths = new int[count];
    Arrays.setAll(starts, b -> b * capacity);
    Arrays.fill(lengths, length);
    return new Segments(starts, lengths);
  }

  /** Sentences {@code factor} times as long: the layout of outputs concatenated in time. */
  public Segments times(int factor) {
    return new Segments(
        Arrays.stream(starts).map(start -> start * factor).toArray(),
        Arrays.stream(lengths).map(length -> length * factor).toArray());
  }

  /** These sentences, in this order, where they lie; one may be left out or come twice. */
  public Segments select(int... sentences) {
    return new Segments(
        Arrays.stream(sentences).map(b -> starts[b]).toArray(),
        Arrays.stream(sentences).map(b -> lengths[b]).toArray());
  }

  /** Number of sentences. */
  public int count() {
    return lengths.length;
  }

  /** First row of sentence {@code b}. */
  public int start(int b) {
    return starts[b];
  }

  /** Rows of sentence {@code b}. */
  public int length(int b) {
    return lengths[b];
  }

  /** Rows up to the end of the sentence that ends last. */
  public int rows() {
    int end = 0;
    for (int b = 0; b < count(); b++) {
      end = Math.max(end, starts[b] + lengths[b]);
    }
    return end;
  }

  /** Length of the longest sentence. */
  public int longest() {
    return Arrays.stream(lengths).max().orElse(0);
  }
}
