package org.mosnas.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/** Small inputs of graphs. */
final class Ids {
  private Ids() {}

  /** Whole numbers as a tensor; the caller closes it. */
  static OnnxTensor tensor(OrtEnvironment environment, long[] values, long... shape)
      throws OrtException {
    LongBuffer buffer =
        ByteBuffer.allocateDirect(values.length * Long.BYTES)
            .order(ByteOrder.nativeOrder())
            .asLongBuffer();
    buffer.put(0, values);
    return OnnxTensor.createTensor(environment, buffer, shape);
  }

  /** A tensor without elements; the caller closes it. */
  static OnnxTensor noFloats(OrtEnvironment environment, long... shape) throws OrtException {
    FloatBuffer nothing = ByteBuffer.allocateDirect(0).asFloatBuffer();
    return OnnxTensor.createTensor(environment, nothing, shape);
  }
}
