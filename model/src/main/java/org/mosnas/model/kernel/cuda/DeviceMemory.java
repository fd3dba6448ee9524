package org.mosnas.model.kernel.cuda;

/** One block of memory of the device; closed by its owner. */
public final class DeviceMemory implements AutoCloseable {
  private final Gpu gpu;
  private final long address;
  private final long bytes;
  private boolean open = true;

  DeviceMemory(Gpu gpu, long address, long bytes) {
    this.gpu = gpu;
    this.address = address;
    this.bytes = bytes;
  }

  /** Address of its first byte, a multiple of 256. */
  public long address() {
    return address;
  }

  /** Its size. */
  public long bytes() {
    return bytes;
  }

  /** A dense view of {@code rows × columns} floats from float {@code offset} on. */
  public DeviceMatrix view(long offset, int rows, int columns) {
    return DeviceMatrix.dense(address + offset * Float.BYTES, rows, columns);
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      gpu.free(address);
    }
  }
}
