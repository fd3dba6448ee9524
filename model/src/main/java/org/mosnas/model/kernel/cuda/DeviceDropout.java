package org.mosnas.model.kernel.cuda;

/**
 * How a tensor is dropped out: as {@link org.mosnas.model.kernel.Elementwise#dropout} does it, with
 * the same elements for the same seed.
 *
 * @param threshold share that is dropped, of 2³¹; 0 for no dropout
 * @param scale factor on what stays
 * @param seed of the mask
 */
public record DeviceDropout(int threshold, float scale, int seed) {
  /** No dropout. */
  public static final DeviceDropout NONE = new DeviceDropout(0, 1, 0);

  /**
   * Dropout at a rate.
   *
   * @param rate in [0, 1)
   */
  public static DeviceDropout of(float rate, int seed) {
    return rate == 0 ? NONE : new DeviceDropout((int) (rate * 0x1p31), 1f / (1f - rate), seed);
  }
}
