package org.mosnas.model.supernet;

import java.util.Optional;
import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;
import org.mosnas.model.network.Weights.Weight;

/**
 * One flat off-heap vector with named views: the parameters of a supernet, or their gradients or
 * moments in the same layout. Closed by its owner.
 */
public final class ParameterBank implements AutoCloseable {
  private final ParameterLayout layout;
  private final Memory memory;

  /** A bank of zeros. */
  public ParameterBank(ParameterLayout layout) {
    this.layout = layout;
    this.memory = Memory.zeros(layout.floats());
  }

  /** Names and places. */
  public ParameterLayout layout() {
    return layout;
  }

  /** The vector. */
  public Memory memory() {
    return memory;
  }

  /** The parameter called {@code name}, {@code [rows, columns]}. */
  public Matrix matrix(String name) {
    ParameterLayout.Slot slot = layout.slot(name);
    return memory.view(slot.offset(), slot.rows(), slot.columns());
  }

  /** Sets every float to zero. */
  public void clear() {
    Elementwise.clear(memory.view(0, 1, layout.floats()));
  }

  /** A copy of the vector on the heap, {@code [floats]}. */
  public float[] toArray() {
    return toArray(0, layout.floats());
  }

  /** A copy of the floats from {@code from} to {@code to}, exclusive. */
  public float[] toArray(int from, int to) {
    float[] values = new float[to - from];
    memory.read(from, values, 0, values.length);
    return values;
  }

  /** Sets the vector from {@link #toArray()}. */
  public void assign(float[] values) {
    if (values.length != layout.floats()) {
      throw new IllegalArgumentException(
          values.length + " values for a bank of " + layout.floats());
    }
    assign(0, values);
  }

  /** Sets the floats from {@code from} on. */
  public void assign(int from, float[] values) {
    memory.write(from, values, 0, values.length);
  }

  @Override
  public void close() {
    memory.close();
  }

  /**
   * The parameters of a supernet and their gradients, to be cut to the size of a subnet.
   *
   * @param parameters the values
   * @param gradients in the same layout; empty where nothing is trained
   */
  record Slices(ParameterBank parameters, Optional<ParameterBank> gradients) {
    /** Values without gradients. */
    static Slices values(ParameterBank parameters) {
      return new Slices(parameters, Optional.empty());
    }

    /** Values whose gradients are added to {@code gradients}. */
    static Slices trained(ParameterBank parameters, ParameterBank gradients) {
      return new Slices(parameters, Optional.of(gradients));
    }

    /** The first rows and columns of a parameter. */
    Weight of(String name, int rows, int columns) {
      return new Weight(
          parameters.matrix(name).prefix(rows, columns),
          gradients.map(bank -> bank.matrix(name).prefix(rows, columns)).orElse(null));
    }

    /** A whole parameter. */
    Weight of(String name) {
      Matrix value = parameters.matrix(name);
      return of(name, value.rows(), value.columns());
    }
  }
}
