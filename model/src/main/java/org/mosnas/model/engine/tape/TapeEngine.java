package org.mosnas.model.engine.tape;

import java.util.List;
import java.util.function.Consumer;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.engine.Part;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.engine.TranslationEngine;
import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.kernel.Gemm;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.TranslationNetwork;
import org.mosnas.model.network.Weights;

/** Passes on {@link TapeOps}. */
public final class TapeEngine implements TranslationEngine {
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
      TranslationNetwork network,
      Weights weights,
      Tokens source,
      Tokens target,
      int[] targets,
      double smoothing,
      long dropoutSeed) {
    Arena.Mark mark = bench.arena().mark();
    TapeOps ops = TapeOps.training(bench, weights, dropoutSeed);
    TapeTensor loss = network.loss(ops, source, target, targets, smoothing);
    ops.backward();
    return result(loss, mark);
  }

  @Override
  public PassResult evaluate(
      TranslationNetwork network,
      Weights weights,
      Tokens source,
      Tokens target,
      int[] targets,
      double smoothing) {
    Arena.Mark mark = bench.arena().mark();
    TapeOps ops = TapeOps.inference(bench, weights);
    return result(network.loss(ops, source, target, targets, smoothing), mark);
  }

  private PassResult result(TapeTensor loss, Arena.Mark mark) {
    PassResult result = new PassResult(loss.value().get(0, 0), loss.value().get(0, 1));
    bench.arena().release(mark);
    return result;
  }

  @Override
  public void score(
      TranslationNetwork network,
      Weights weights,
      Tokens source,
      Tokens prefixes,
      Consumer<Matrix> reader) {
    Arena.Mark mark = bench.arena().mark();
    try {
      TapeOps ops = TapeOps.inference(bench, weights);
      List<TapeTensor> encoded = network.encode(ops, source);
      Matrix hidden = network.decode(ops, prefixes, encoded, source.segments()).value();
      TapeTensor last = ops.constant(lastRows(hidden, prefixes.segments()));
      reader.accept(ops.logits(last, network.outputTable(), network.targetVocabulary()).value());
    } finally {
      bench.arena().release(mark);
    }
  }

  @Override
  public void compute(Weights weights, Part part, Consumer<Matrix> reader) {
    Arena.Mark mark = bench.arena().mark();
    try {
      TapeOps ops = TapeOps.inference(bench, weights);
      reader.accept(part.on(ops, (layout, rows) -> ops.constant(rows)).value());
    } finally {
      bench.arena().release(mark);
    }
  }

  private Matrix lastRows(Matrix hidden, Segments segments) {
    Matrix last = bench.arena().allocate(segments.count(), hidden.columns());
    for (int b = 0; b < segments.count(); b++) {
      int row = segments.start(b) + segments.length(b) - 1;
      Elementwise.copy(hidden.rows(row, 1), last.rows(b, 1));
    }
    return last;
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
