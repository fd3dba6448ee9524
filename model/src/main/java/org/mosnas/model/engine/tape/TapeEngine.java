package org.mosnas.model.engine.tape;

import java.util.function.Consumer;
import java.util.function.Function;
import org.mosnas.model.engine.Computation;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.kernel.Gemm;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.Network;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.network.Weights;
import org.mosnas.model.objective.Objective;

/** Passes on {@link TapeOps}. */
public final class TapeEngine implements Engine {
  private final Workbench bench;

  private TapeEngine(Workbench bench) {
    this.bench = bench;
  }

  /** Computes in floats throughout. */
  public TapeEngine() {
    this(new Workbench());
  }

  /**
   * Rounds the factors of large products to bfloat16 in passes that train, and in no others.
   *
   * @throws org.mosnas.model.error.MosnasException of kind {@code USAGE} where this machine cannot
   */
  public static TapeEngine bfloat16() {
    return new TapeEngine(new Workbench(Gemm.bfloat16()));
  }

  @Override
  public PassResult train(
      Network network, Weights weights, Batch batch, Objective objective, Pass pass) {
    Arena.Mark mark = bench.arena().mark();
    TapeOps ops = TapeOps.training(bench, weights, pass);
    TapeTensor loss = objective.loss(ops, network.run(ops, batch), batch);
    ops.backward();
    return result(loss, mark);
  }

  @Override
  public PassResult evaluate(Network network, Weights weights, Batch batch, Objective objective) {
    Arena.Mark mark = bench.arena().mark();
    TapeOps ops = TapeOps.inference(bench, weights);
    return result(objective.loss(ops, network.run(ops, batch), batch), mark);
  }

  private PassResult result(TapeTensor loss, Arena.Mark mark) {
    PassResult result = new PassResult(loss.value().get(0, 0), loss.value().get(0, 1));
    bench.arena().release(mark);
    return result;
  }

  @Override
  public <R> R outputs(
      Network network, Weights weights, Batch batch, Function<Outputs<Matrix>, R> reader) {
    Arena.Mark mark = bench.arena().mark();
    try {
      TapeOps ops = TapeOps.inference(bench, weights);
      return reader.apply(network.run(ops, batch).map(TapeTensor::value));
    } finally {
      bench.arena().release(mark);
    }
  }

  @Override
  public void compute(Weights weights, Computation computation, Consumer<Matrix> reader) {
    Arena.Mark mark = bench.arena().mark();
    try {
      TapeOps ops = TapeOps.inference(bench, weights);
      reader.accept(computation.on(ops, (layout, rows) -> ops.constant(rows)).value());
    } finally {
      bench.arena().release(mark);
    }
  }

  @Override
  public EngineKind kind() {
    return EngineKind.TAPE;
  }

  @Override
  public Workbench workbench() {
    return bench;
  }

  @Override
  public void close() {
    bench.close();
  }
}
