package org.mosnas.model.engine.tape;

import org.mosnas.model.engine.PassResult;
import org.mosnas.model.engine.TranslationEngine;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.TranslationNetwork;
import org.mosnas.model.network.Weights;

/** Passes on {@link TapeOps}. */
public final class TapeEngine implements TranslationEngine {
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
  public Workbench workbench() {
    return bench;
  }

  @Override
  public void close() {
    bench.close();
  }
}
