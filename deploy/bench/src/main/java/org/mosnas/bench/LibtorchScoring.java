package org.mosnas.bench;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The loss of a candidate in libtorch, without gradients. */
final class LibtorchScoring implements ReadyCase {
  private final LibtorchModel model;
  private final List<PtNDArray> batch;

  LibtorchScoring(BenchCase bench, LibtorchModel model) {
    this.model = model;
    NDList inputs = model.inputs(bench.data());
    int first = model.weights().length;
    this.batch =
        IntStream.range(first, first + 5).mapToObj(i -> (PtNDArray) inputs.get(i)).toList();
  }

  @Override
  public void run() {
    try (IValue unused = loss()) {
      unused.getType();
    }
  }

  private IValue loss() {
    List<IValue> arguments = new ArrayList<>();
    arguments.add(IValue.listFrom(model.weights()));
    batch.forEach(array -> arguments.add(IValue.from(array)));
    arguments.add(model.positions());
    return model.call("loss", arguments.toArray(IValue[]::new));
  }

  @Override
  public double[] check(FileChannel gradients) {
    try (IValue loss = loss();
        PtNDArray value = loss.toTensor(model.manager())) {
      return new double[] {LibtorchModel.number(value)};
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
