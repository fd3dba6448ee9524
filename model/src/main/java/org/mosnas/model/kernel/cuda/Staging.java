package org.mosnas.model.kernel.cuda;

import static org.mosnas.model.kernel.cuda.Driver.type;

import java.nio.IntBuffer;
import org.mosnas.model.memory.Memory;

/**
 * Memory of the host that the device reads by itself: what is to be uploaded is put there, one
 * after the other, until the host waits for the device anyway.
 */
final class Staging implements AutoCloseable {
  private static final int FIRST_WORDS = 1 << 18;

  private final Gpu gpu;
  private Memory memory;
  private int next;

  Staging(Gpu gpu) {
    this.gpu = gpu;
    take(FIRST_WORDS);
  }

  private void take(int words) {
    memory = Memory.allocate(words);
    gpu.driver()
        .call(
            "cuMemHostRegister_v2",
            type(long.class, long.class, int.class),
            memory.address(0),
            (long) words * Integer.BYTES,
            0);
  }

  void upload(int[] values, long to) {
    if (values.length > memory.size() - next) {
      gpu.synchronize();
      if (values.length > memory.size()) {
        close();
        take(Integer.highestOneBit(values.length) * 2);
      }
    }
    IntBuffer words = memory.bytes().asIntBuffer();
    words.position(next);
    words.put(values);
    gpu.copyIn(memory.address(next), to, (long) values.length * Integer.BYTES);
    next += values.length;
  }

  /** Everything that was uploaded is there. */
  void reuse() {
    next = 0;
  }

  @Override
  public void close() {
    gpu.driver().call("cuMemHostUnregister", type(long.class), memory.address(0));
    memory.close();
  }
}
