package org.mosnas.model.kernel.cuda;

import java.util.Optional;

/**
 * What follows a linear map on the device.
 *
 * @param code as in {@code rows.cu}
 * @param slopes address of where the derivative is kept for the way back, {@code [rows, columns]},
 *     dense; 0 where it is not kept
 */
public record DeviceActivation(int code, long slopes) {
  /** Nothing. */
  public static final DeviceActivation NONE = new DeviceActivation(0, 0);

  /** {@code max(0, x)}; its result says what its derivative is. */
  public static final DeviceActivation RECTIFIER = new DeviceActivation(1, 0);

  /** The exact Gaussian error unit, with its slopes where they are wanted. */
  public static DeviceActivation gelu(Optional<DeviceMatrix> slopes) {
    return new DeviceActivation(2, address(slopes));
  }

  /** The hyperbolic tangent, with its slopes where they are wanted. */
  public static DeviceActivation tanh(Optional<DeviceMatrix> slopes) {
    return new DeviceActivation(3, address(slopes));
  }

  private static long address(Optional<DeviceMatrix> slopes) {
    return slopes.map(DeviceMatrix::address).orElse(0L);
  }
}
