package org.mosnas.model.engine.cuda;

import java.util.Optional;
import org.mosnas.model.kernel.cuda.DeviceMatrix;

/** The dense weights of one subnet by name, on the device. */
public interface DeviceWeights {
  /**
   * A weight and where its gradient is added up.
   *
   * @param value {@code [rows, columns]}; vectors have one row
   * @param gradientSum of the same shape; empty where nothing is trained
   */
  record DeviceWeight(DeviceMatrix value, Optional<DeviceMatrix> gradientSum) {
    /** Where its gradient is added up, in a pass that trains. */
    public DeviceMatrix gradient() {
      return gradientSum.orElseThrow();
    }
  }

  /**
   * The weight called {@code name}.
   *
   * @throws IllegalArgumentException if the subnet has none of that name
   */
  DeviceWeight weight(String name);
}
