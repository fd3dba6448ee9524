package org.mosnas.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;

/**
 * Off-heap floats that ONNX Runtime writes to and reads from in place. Grows by doubling and is
 * kept from batch to batch.
 */
final class Floats implements AutoCloseable {
  private Memory memory = Memory.allocate(0);

  /** Makes room; what was there is lost. */
  void reserve(long floats) {
    if (floats > memory.size()) {
      long doubled = Math.min(2L * memory.size(), Memory.MAX_FLOATS);
      memory.close();
      memory = Memory.allocate(Math.max(floats, doubled));
    }
  }

  /** Its beginning as a tensor, which the caller closes first. */
  OnnxTensor tensor(OrtEnvironment environment, long... shape) throws OrtException {
    long floats = 1;
    for (long dimension : shape) {
      floats *= dimension;
    }
    ByteBuffer bytes = memory.bytes().slice(0, (int) floats * Float.BYTES);
    return OnnxTensor.createTensor(
        environment, bytes.order(ByteOrder.nativeOrder()).asFloatBuffer(), shape);
  }

  /** Its beginning as a matrix. */
  Matrix matrix(int rows, int columns) {
    return memory.view(0, rows, columns);
  }

  @Override
  public void close() {
    memory.close();
  }
}
