package org.mosnas.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.mosnas.model.supernet.ParameterLayout;

/** A train step in libtorch: autograd, then fused Adam. */
final class LibtorchTraining implements ReadyCase {
  private final LibtorchModel model;
  private final NDList inputs;
  private final PtNDArray[] firstMoments;
  private final PtNDArray[] secondMoments;
  private final PtNDArray[] steps;

  LibtorchTraining(BenchCase bench, LibtorchModel model) {
    this.model = model;
    for (PtNDArray weight : model.weights()) {
      weight.setRequiresGradient(true);
    }
    this.inputs = model.inputs(bench.data());
    this.firstMoments = model.zeros();
    this.secondMoments = model.zeros();
    this.steps = model.zeroSteps();
  }

  @Override
  public void run() {
    try (NDList results = model.forward(inputs)) {
      PtNDArray[] gradients =
          results.stream().skip(1).map(PtNDArray.class::cast).toArray(PtNDArray[]::new);
      model
          .call(
              "adam",
              IValue.listFrom(model.weights()),
              IValue.listFrom(gradients),
              IValue.listFrom(firstMoments),
              IValue.listFrom(secondMoments),
              IValue.listFrom(steps),
              IValue.from(EngineTraining.LEARNING_RATE))
          .close();
    }
  }

  @Override
  public double[] check(FileChannel gradients) throws IOException {
    try (NDList results = model.forward(inputs)) {
      int i = 1;
      for (ParameterLayout.Slot slot : model.supernet().layout().slots().values()) {
        ByteBuffer values = ((PtNDArray) results.get(i++)).toByteBuffer(true);
        gradients.write(values, (long) slot.offset() * Float.BYTES);
      }
      NDArray loss = results.get(0);
      return new double[] {LibtorchModel.number(loss)};
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
