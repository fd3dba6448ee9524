package org.mosnas.model.engine.samediff;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.mosnas.model.engine.Computation;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.engine.samediff.PaddedRows.PaddedTensor;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.Network;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.Weights;
import org.mosnas.model.objective.Objective;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Passes as SameDiff graphs, a new graph for every pass: some 60 ms each before anything is
 * computed, so this engine is for other devices and for checking the other one. It has no cache for
 * decoding: every step scores all prefixes from their beginning, with a graph of its own.
 */
public final class SameDiffEngine implements Engine {
  // Before anything of ND4J: it chooses the kernels of the BLAS that ND4J is about to load.
  private final Workbench bench = new Workbench();

  @Override
  public PassResult train(
      Network network, Weights weights, Batch batch, Objective objective, Pass pass) {
    try (Graph graph = new Graph()) {
      SameDiffOps ops = SameDiffOps.training(graph, weights, bench.arena(), pass);
      PaddedTensor loss = objective.loss(ops, network.run(ops, batch), batch);
      return result(graph.valueAndGradients(loss.variable(), graph.input(new float[] {1, 0}, 2)));
    }
  }

  @Override
  public PassResult evaluate(Network network, Weights weights, Batch batch, Objective objective) {
    try (Graph graph = new Graph()) {
      SameDiffOps ops = SameDiffOps.inference(graph, weights, bench.arena());
      PaddedTensor loss = objective.loss(ops, network.run(ops, batch), batch);
      return result(graph.value(loss.variable()));
    }
  }

  @Override
  public <R> R outputs(
      Network network, Weights weights, Batch batch, Function<Outputs<Matrix>, R> reader) {
    Arena.Mark mark = bench.arena().mark();
    try (Graph graph = new Graph()) {
      Outputs<PaddedTensor> outputs =
          network.run(SameDiffOps.inference(graph, weights, bench.arena()), batch);
      Map<String, float[]> values =
          graph.values(outputs.tensors().map(PaddedTensor::variable).toList());
      return reader.apply(
          outputs.map(tensor -> packed(tensor, values.get(tensor.variable().name()))));
    } finally {
      bench.arena().release(mark);
    }
  }

  @Override
  public void compute(Weights weights, Computation computation, Consumer<Matrix> reader) {
    Arena.Mark mark = bench.arena().mark();
    try (Graph graph = new Graph()) {
      SameDiffOps ops = SameDiffOps.inference(graph, weights, bench.arena());
      PaddedTensor result = computation.on(ops, (layout, rows) -> input(graph, layout, rows));
      reader.accept(packed(result, graph.value(result.variable())));
    } finally {
      bench.arena().release(mark);
    }
  }

  private Matrix packed(PaddedTensor tensor, float[] padded) {
    float[] values = tensor.rows().pack(padded, tensor.columns());
    Matrix packed = bench.arena().allocate(values.length / tensor.columns(), tensor.columns());
    packed.assign(values);
    return packed;
  }

  private static PaddedTensor input(Graph graph, Tokens layout, Matrix values) {
    PaddedRows rows = PaddedRows.of(layout);
    int columns = values.columns();
    SDVariable padded = graph.input(rows.pad(values.toArray(), columns), rows.count(), columns);
    return new PaddedTensor(padded, rows, columns);
  }

  @Override
  public EngineKind kind() {
    return EngineKind.SAMEDIFF;
  }

  private static PassResult result(float[] lossAndNll) {
    return new PassResult(lossAndNll[0], lossAndNll[1]);
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
