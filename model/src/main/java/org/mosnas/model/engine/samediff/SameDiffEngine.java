package org.mosnas.model.engine.samediff;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.engine.Part;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.engine.TranslationEngine;
import org.mosnas.model.engine.tape.Workbench;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.TranslationNetwork;
import org.mosnas.model.network.Weights;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Passes as SameDiff graphs, a new graph for every pass: some 60 ms each before anything is
 * computed, so this engine is for other devices and for checking the other one. It has no cache for
 * decoding: every step scores all prefixes from their beginning, with a graph of its own.
 */
public final class SameDiffEngine implements TranslationEngine {
  // Before anything of ND4J: it chooses the kernels of the BLAS that ND4J is about to load.
  private final Workbench bench = new Workbench();

  @Override
  public PassResult train(
      TranslationNetwork network,
      Weights weights,
      Tokens source,
      Tokens target,
      int[] targets,
      double smoothing,
      long dropoutSeed) {
    try (Graph graph = new Graph()) {
      SameDiffOps ops = SameDiffOps.training(graph, weights, bench.arena(), dropoutSeed);
      PaddedTensor loss = network.loss(ops, source, target, targets, smoothing);
      return result(graph.valueAndGradients(loss.variable(), graph.input(new float[] {1, 0}, 2)));
    }
  }

  @Override
  public PassResult evaluate(
      TranslationNetwork network,
      Weights weights,
      Tokens source,
      Tokens target,
      int[] targets,
      double smoothing) {
    try (Graph graph = new Graph()) {
      SameDiffOps ops = SameDiffOps.inference(graph, weights, bench.arena());
      PaddedTensor loss = network.loss(ops, source, target, targets, smoothing);
      return result(graph.value(loss.variable()));
    }
  }

  @Override
  public void score(
      TranslationNetwork network,
      Weights weights,
      Tokens source,
      Tokens prefixes,
      Consumer<Matrix> reader) {
    Arena.Mark mark = bench.arena().mark();
    try (Graph graph = new Graph()) {
      SameDiffOps ops = SameDiffOps.inference(graph, weights, bench.arena());
      List<PaddedTensor> encoded = network.encode(ops, source);
      PaddedTensor hidden = network.decode(ops, prefixes, encoded, source.segments());
      PaddedTensor scores = ops.logits(hidden, network.outputTable(), network.targetVocabulary());
      reader.accept(lastRows(graph.value(scores.variable()), scores));
    } finally {
      bench.arena().release(mark);
    }
  }

  @Override
  public void compute(Weights weights, Part part, Consumer<Matrix> reader) {
    Arena.Mark mark = bench.arena().mark();
    try (Graph graph = new Graph()) {
      SameDiffOps ops = SameDiffOps.inference(graph, weights, bench.arena());
      PaddedTensor result = part.on(ops, (layout, rows) -> input(graph, layout, rows));
      float[] values = result.rows().pack(graph.value(result.variable()), result.columns());
      Matrix packed = bench.arena().allocate(values.length / result.columns(), result.columns());
      packed.assign(values);
      reader.accept(packed);
    } finally {
      bench.arena().release(mark);
    }
  }

  private static PaddedTensor input(Graph graph, Tokens layout, Matrix values) {
    PaddedRows rows = PaddedRows.of(layout);
    int columns = values.columns();
    SDVariable padded = graph.input(rows.pad(values.toArray(), columns), rows.count(), columns);
    return new PaddedTensor(padded, rows, columns);
  }

  private Matrix lastRows(float[] scores, PaddedTensor layout) {
    PaddedRows rows = layout.rows();
    Matrix last = bench.arena().allocate(rows.batch(), layout.columns());
    for (int b = 0; b < rows.batch(); b++) {
      int row = b * rows.width() + rows.column(b, rows.length(b) - 1);
      int from = row * layout.columns();
      last.rows(b, 1).assign(Arrays.copyOfRange(scores, from, from + layout.columns()));
    }
    return last;
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
