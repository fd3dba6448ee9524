package org.mosnas.model.network;

import org.mosnas.model.memory.Matrix;

/** The dense weights of one subnet by name. */
public interface Weights {

  /**
   * A weight and where its gradient is added up.
   *
   * @param value {@code [rows, columns]}; vectors have one row
   * @param gradient of the same shape, or {@code null} where nothing is trained
   */
  record Weight(Matrix value, Matrix gradient) {}

  /**
   * The weight called {@code name}.
   *
   * @throws IllegalArgumentException if the subnet has none of that name
   */
  Weight weight(String name);
}
