package org.mosnas.model.train;

import java.util.ArrayList;
import java.util.List;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.engine.cuda.CudaTensor;
import org.mosnas.model.kernel.cuda.DeviceMemory;
import org.mosnas.model.kernel.cuda.Gpu;

/** Losses of passes, collected on the device until the host reads them all at once. */
final class LossTable implements AutoCloseable {
  private static final int FIRST_ROWS = 64;
  private static final int ROW_BYTES = 2 * Float.BYTES;

  private final Gpu gpu;
  private DeviceMemory memory;
  private int rows;

  LossTable(Gpu gpu) {
    this.gpu = gpu;
    this.memory = gpu.allocate((long) FIRST_ROWS * ROW_BYTES);
  }

  /** Forgets what there is and makes room for some passes. */
  void begin(int passes) {
    rows = 0;
    if (memory.bytes() < (long) passes * ROW_BYTES) {
      memory.close();
      memory = gpu.allocate((long) Integer.highestOneBit(passes) * 2 * ROW_BYTES);
    }
  }

  /** Queues a copy of a loss, {@code [1, 2]}. */
  void add(CudaTensor loss) {
    loss.copyTo(memory.address() + (long) rows++ * ROW_BYTES);
  }

  /** All losses; waits for the device. */
  List<PassResult> read() {
    float[] values = gpu.download(memory.address(), 2 * rows);
    List<PassResult> results = new ArrayList<>();
    for (int r = 0; r < rows; r++) {
      results.add(new PassResult(values[2 * r], values[2 * r + 1]));
    }
    return results;
  }

  /** The sums over all passes; waits for the device. */
  PassResult sum() {
    double loss = 0;
    double nll = 0;
    for (PassResult pass : read()) {
      loss += pass.loss();
      nll += pass.nll();
    }
    return new PassResult(loss, nll);
  }

  @Override
  public void close() {
    memory.close();
  }
}
