package org.mosnas.model.kernel.cuda;

/**
 * A factor of one or several products: a matrix and, where products round, the same in bfloat16.
 *
 * @param matrix in floats
 * @param rounded address of the same in bfloat16; 0 where nothing is rounded
 * @param stride distance of two rows of those, in numbers
 */
public record Factor(DeviceMatrix matrix, long rounded, int stride) {
  /** A factor that is not rounded. */
  public static Factor exact(DeviceMatrix matrix) {
    return new Factor(matrix, 0, 0);
  }

  /** Whether there is a rounded one. */
  public boolean isRounded() {
    return rounded != 0;
  }
}
