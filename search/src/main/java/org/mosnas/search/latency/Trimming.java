package org.mosnas.search.latency;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Which of the sorted samples of a measurement are left out before averaging.
 *
 * <p>HAT drops the lowest {@code int(share * n)} and the highest {@code max(1, int(share * n))} of
 * {@code n} samples: interruptions only ever make a run slower, so the high end always loses one.
 * One sample alone is kept.
 *
 * @param share share of the samples to drop at each end, in [0, 0.5); 0 keeps everything
 */
public record Trimming(double share) implements Serializable {
  /** What HAT does: a tenth at each end. */
  public static final Trimming HAT = new Trimming(0.1);

  /** Keeps every sample. */
  public static final Trimming NONE = new Trimming(0);

  /** Checks the range. */
  public Trimming {
    if (!(share >= 0 && share < 0.5)) {
      throw new IllegalArgumentException("trimmed-share must be in [0, 0.5), was " + share);
    }
  }

  /** How many of {@code n} sorted samples are dropped at the low end. */
  public int droppedLow(int n) {
    return n < 2 ? 0 : (int) (share * n);
  }

  /** How many of {@code n} sorted samples are dropped at the high end. */
  public int droppedHigh(int n) {
    return n < 2 || share == 0 ? 0 : Math.max(1, (int) (share * n));
  }

  /** The samples that are left of {@code sorted}, ascending; the argument is not changed. */
  double[] trim(double[] sorted) {
    int n = sorted.length;
    return Arrays.copyOfRange(sorted, droppedLow(n), n - droppedHigh(n));
  }
}
