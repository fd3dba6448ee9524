package org.mosnas.model.supernet.cuda;

import org.mosnas.model.kernel.cuda.DeviceMatrix;
import org.mosnas.model.kernel.cuda.DeviceMemory;
import org.mosnas.model.kernel.cuda.Gpu;
import org.mosnas.model.supernet.ParameterLayout;

/**
 * One flat vector on the device with named views: what a {@link
 * org.mosnas.model.supernet.ParameterBank} is on the host. Closed by its owner.
 */
public final class DeviceBank implements AutoCloseable {
  private final Gpu gpu;
  private final ParameterLayout layout;
  private final DeviceMemory memory;

  /** A bank of zeros. */
  public DeviceBank(Gpu gpu, ParameterLayout layout) {
    this.gpu = gpu;
    this.layout = layout;
    this.memory = gpu.allocate((long) layout.floats() * Float.BYTES);
    clear();
  }

  /** Names and places. */
  public ParameterLayout layout() {
    return layout;
  }

  /** The whole vector, {@code [1, floats]}. */
  public DeviceMatrix vector() {
    return memory.view(0, 1, layout.floats());
  }

  /** The parameter called {@code name}, {@code [rows, columns]}. */
  public DeviceMatrix matrix(String name) {
    ParameterLayout.Slot slot = layout.slot(name);
    return memory.view(slot.offset(), slot.rows(), slot.columns());
  }

  /** Sets every float to zero. */
  public void clear() {
    gpu.fill(memory.address(), 0, layout.floats());
  }

  /** A copy on the heap; waits for the device. */
  public float[] toArray() {
    return toArray(0, layout.floats());
  }

  /** A copy of the floats from {@code from} to {@code to}, exclusive; waits for the device. */
  public float[] toArray(int from, int to) {
    return gpu.download(address(from), to - from);
  }

  /** Sets the vector; waits for the device. */
  public void assign(float[] values) {
    if (values.length != layout.floats()) {
      throw new IllegalArgumentException(
          values.length + " values for a bank of " + layout.floats());
    }
    assign(0, values);
  }

  /** Sets the floats from {@code from} on; waits for the device. */
  public void assign(int from, float[] values) {
    gpu.upload(values, address(from));
  }

  private long address(int from) {
    return memory.address() + (long) from * Float.BYTES;
  }

  @Override
  public void close() {
    memory.close();
  }
}
