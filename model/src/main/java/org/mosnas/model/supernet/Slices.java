package org.mosnas.model.supernet;

import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Weights.Weight;

/**
 * The parameters of a supernet and their gradients, to be cut to the size of a subnet.
 *
 * @param parameters the values
 * @param gradients in the same layout, or {@code null} where nothing is trained
 */
record Slices(ParameterBank parameters, ParameterBank gradients) {

  /** Whether there are gradients. */
  boolean trained() {
    return gradients != null;
  }

  /** The first rows and columns of a parameter. */
  Weight of(String name, int rows, int columns) {
    return new Weight(
        parameters.matrix(name).prefix(rows, columns),
        trained() ? gradients.matrix(name).prefix(rows, columns) : null);
  }

  /** A whole parameter. */
  Weight of(String name) {
    Matrix value = parameters.matrix(name);
    return of(name, value.rows(), value.columns());
  }
}
