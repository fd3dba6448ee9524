package org.mosnas.model.engine.samediff;

import java.util.Arrays;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Where the tokens of a packed batch lie in a padded one, {@code [batch, copies * time]}: sources
 * are padded on the left and targets on the right, as fairseq does. With several copies, each
 * sentence is that many padded sentences one after another.
 *
 * @param segments the sentences, packed without gaps; of one copy
 * @param time tokens of the longest sentence
 * @param left whether the padding comes first
 * @param copies sequences concatenated in time
 */
record PaddedRows(Segments segments, int time, boolean left, int copies) {

  static PaddedRows of(Tokens tokens) {
    Segments segments = tokens.segments();
    return new PaddedRows(segments, segments.longest(), tokens.side() == Tokens.Side.SOURCE, 1);
  }

  /** {@code factor} such sequences concatenated in time. */
  PaddedRows times(int factor) {
    return new PaddedRows(segments, time, left, copies * factor);
  }

  int batch() {
    return segments.count();
  }

  /** Rows of a padded sentence. */
  int width() {
    return copies * time;
  }

  /** Rows of the padded batch. */
  int count() {
    return batch() * width();
  }

  /** Tokens of sentence {@code b}. */
  int length(int b) {
    return copies * segments.length(b);
  }

  /** Where token {@code t} of sentence {@code b} lies in its padded sentence. */
  int column(int b, int t) {
    int length = segments.length(b);
    return t / length * time + (left ? time - length : 0) + t % length;
  }

  /** The padded row of every packed row, {@code [tokens]}. */
  int[] ofPacked() {
    int[] rows = new int[copies * segments.rows()];
    int packed = 0;
    for (int b = 0; b < batch(); b++) {
      for (int t = 0; t < length(b); t++) {
        rows[packed++] = b * width() + column(b, t);
      }
    }
    return rows;
  }

  /**
   * Spreads packed values out; padding is zero.
   *
   * @param packed {@code [tokens, columns]}
   * @return {@code [batch * copies * time, columns]}
   */
  float[] pad(float[] packed, int columns) {
    float[] padded = new float[count() * columns];
    int[] rows = ofPacked();
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(packed, r * columns, padded, rows[r] * columns, columns);
    }
    return padded;
  }

  /** The inverse of {@link #pad}: leaves the padding out. */
  float[] pack(float[] padded, int columns) {
    int[] rows = ofPacked();
    float[] packed = new float[rows.length * columns];
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(padded, rows[r] * columns, packed, r * columns, columns);
    }
    return packed;
  }

  /** 1 for tokens, 0 for padding, {@code [batch * copies * time]}. */
  float[] mask() {
    float[] ones = new float[copies * segments.rows()];
    Arrays.fill(ones, 1f);
    return pad(ones, 1);
  }

  /**
   * A node of the graph, and which of its rows are tokens.
   *
   * @param variable {@code [batch * time, columns]}
   * @param rows the batch; {@code null} for a result without token axis
   * @param columns width, in units
   */
  record PaddedTensor(SDVariable variable, PaddedRows rows, int columns) {}
}
