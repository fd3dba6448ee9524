package org.mosnas.model.engine.cuda;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.mosnas.model.engine.Computation;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.kernel.cuda.DeviceArena;
import org.mosnas.model.kernel.cuda.DeviceMatrix;
import org.mosnas.model.kernel.cuda.Precision;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.Network;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.network.Weights;
import org.mosnas.model.objective.Objective;

/**
 * Passes on the device with weights of the host, which are copied there and whose gradients are
 * copied back for every pass: for comparisons, and for what is computed once. Training keeps its
 * parameters on the device instead.
 */
public final class CudaEngine implements Engine {
  private final Workbench host = new Workbench();
  private final CudaBench bench;

  /**
   * Opens the device of the settings.
   *
   * @param precision of the products of passes that train
   * @throws org.mosnas.model.error.MosnasException of kind USAGE where there is none
   */
  public CudaEngine(Precision precision) {
    this.bench = new CudaBench(precision);
  }

  @Override
  public PassResult train(
      Network network, Weights weights, Batch batch, Objective objective, Pass pass) {
    bench.gpu().enter();
    DeviceArena.Mark mark = bench.arena().mark();
    Copies copies = new Copies(weights, true);
    CudaOps ops = CudaOps.training(bench, copies, pass);
    CudaTensor loss = objective.loss(ops, network.run(ops, batch), batch);
    ops.backward();
    copies.addGradients();
    return result(loss, mark);
  }

  @Override
  public PassResult evaluate(Network network, Weights weights, Batch batch, Objective objective) {
    bench.gpu().enter();
    DeviceArena.Mark mark = bench.arena().mark();
    CudaOps ops = CudaOps.inference(bench, new Copies(weights, false));
    return result(objective.loss(ops, network.run(ops, batch), batch), mark);
  }

  private PassResult result(CudaTensor loss, DeviceArena.Mark mark) {
    float[] values = bench.gpu().download(loss.value());
    bench.release(mark);
    return new PassResult(values[0], values[1]);
  }

  @Override
  public <R> R outputs(
      Network network, Weights weights, Batch batch, Function<Outputs<Matrix>, R> reader) {
    throw kind().noTeachers();
  }

  @Override
  public void compute(Weights weights, Computation computation, Consumer<Matrix> reader) {
    bench.gpu().enter();
    DeviceArena.Mark mark = bench.arena().mark();
    try {
      CudaOps ops = CudaOps.inference(bench, new Copies(weights, false));
      DeviceMatrix result =
          computation.on(ops, (layout, rows) -> ops.constant(copied(rows))).value();
      float[] values = bench.gpu().download(result);
      try (Memory memory = Memory.allocate(values.length)) {
        memory.write(0, values, 0, values.length);
        reader.accept(memory.view(0, result.rows(), result.columns()));
      }
    } finally {
      bench.release(mark);
    }
  }

  private DeviceMatrix copied(Matrix matrix) {
    DeviceMatrix copy = bench.arena().allocate(matrix.rows(), matrix.columns());
    bench.gpu().upload(matrix.toArray(), copy.address());
    return copy;
  }

  /** Weights of the host, copied to the device when they are asked for. */
  private final class Copies implements DeviceWeights {
    private final Weights weights;
    private final boolean trains;
    private final Map<String, DeviceWeight> copies = new LinkedHashMap<>();

    Copies(Weights weights, boolean trains) {
      this.weights = weights;
      this.trains = trains;
    }

    @Override
    public DeviceWeight weight(String name) {
      return copies.computeIfAbsent(name, this::copy);
    }

    private DeviceWeight copy(String name) {
      Matrix value = weights.weight(name).value();
      Optional<DeviceMatrix> gradient =
          trains ? Optional.of(bench.cleared(value.rows(), value.columns())) : Optional.empty();
      return new DeviceWeight(copied(value), gradient);
    }

    void addGradients() {
      copies.forEach(
          (name, copy) -> {
            Matrix gradient = weights.weight(name).gradient();
            float[] sums = bench.gpu().download(copy.gradient());
            try (Memory memory = Memory.allocate(sums.length)) {
              memory.write(0, sums, 0, sums.length);
              Elementwise.addScaled(
                  1f, memory.view(0, gradient.rows(), gradient.columns()), gradient);
            }
          });
    }
  }

  @Override
  public EngineKind kind() {
    return EngineKind.CUDA;
  }

  @Override
  public Workbench workbench() {
    return host;
  }

  @Override
  public void close() {
    bench.close();
    host.close();
  }
}
