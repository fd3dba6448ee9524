package org.mosnas.model.engine.samediff;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.internal.memory.AbstractMemoryMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Frees the arrays that a graph makes while it runs: each after its last use, what is left
 * together.
 *
 * <p>SameDiff's own managers keep a cache per graph, or leave results to the garbage collector,
 * which sees only their small handles and lets gigabytes of native memory pile up. No operation of
 * ours returns a view of its input, so an array can go although what was made of it stays.
 */
final class GraphMemory extends AbstractMemoryMgr {
  private final List<INDArray> arrays = new ArrayList<>();

  @Override
  public INDArray allocate(boolean detached, DataType type, long... shape) {
    return remember(Nd4j.createUninitializedDetached(type, shape));
  }

  @Override
  public INDArray allocate(boolean detached, LongShapeDescriptor descriptor) {
    return remember(Nd4j.create(descriptor, false));
  }

  private INDArray remember(INDArray array) {
    arrays.add(array);
    return array;
  }

  @Override
  public void release(INDArray array) {
    if (!array.wasClosed() && array.closeable()) {
      array.close();
    }
  }

  @Override
  public void close() {
    arrays.forEach(this::release);
    arrays.clear();
  }
}
