package org.mosnas.model.engine.samediff;

import org.mosnas.model.engine.PassResult;
import org.mosnas.model.engine.TranslationEngine;
import org.mosnas.model.engine.tape.Workbench;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.TranslationNetwork;
import org.mosnas.model.network.Weights;

/**
 * Passes as SameDiff graphs, a new graph for every pass: some 60 ms each before anything is
 * computed, so this engine is for other devices and for checking the other one.
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
