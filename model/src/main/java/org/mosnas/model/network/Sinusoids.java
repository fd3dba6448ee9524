package org.mosnas.model.network;

/**
 * Sinusoidal positions in fairseq's layout: the sines of all frequencies, then the cosines; the
 * first token of a sentence has row 2.
 *
 * <p>The table is computed at the supernet's width; a narrower subnet keeps its first columns.
 */
public final class Sinusoids {
  /** Row of the first token: one past the padding index. */
  public static final int FIRST_ROW = 2;

  private Sinusoids() {}

  /**
   * One row of the table.
   *
   * @param row row index, position + {@link #FIRST_ROW}
   * @param width width of the table; even, at least 4
   * @return {@code [width]}
   */
  public static float[] row(int row, int width) {
    if (width < 4 || width % 2 != 0) {
      throw new IllegalArgumentException("width must be even and at least 4, was " + width);
    }
    int half = width / 2;
    double step = Math.log(10000) / (half - 1);
    float[] values = new float[width];
    for (int j = 0; j < half; j++) {
      double angle = row * Math.exp(-j * step);
      values[j] = (float) Math.sin(angle);
      values[half + j] = (float) Math.cos(angle);
    }
    return values;
  }
}
