package org.mosnas.model.train;

import java.util.function.Consumer;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.engine.Part;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.engine.TranslationEngine;
import org.mosnas.model.engine.tape.TapeEngine;
import org.mosnas.model.engine.tape.Workbench;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.TranslationNetwork;
import org.mosnas.model.network.Weights;

/** The tape, leaving a gradient that is not a number when told to. */
final class Poison implements TranslationEngine {
  private final TapeEngine tape = new TapeEngine();
  boolean active;

  @Override
  public PassResult train(
      TranslationNetwork network,
      Weights weights,
      Tokens source,
      Tokens target,
      int[] targets,
      double smoothing,
      long dropoutSeed) {
    PassResult result =
        tape.train(network, weights, source, target, targets, smoothing, dropoutSeed);
    if (active) {
      weights.weight("encoder.layers.0.self.out.bias").gradient().set(0, 0, Float.NaN);
    }
    return result;
  }

  @Override
  public PassResult evaluate(
      TranslationNetwork network,
      Weights weights,
      Tokens source,
      Tokens target,
      int[] targets,
      double smoothing) {
    return tape.evaluate(network, weights, source, target, targets, smoothing);
  }

  @Override
  public void score(
      TranslationNetwork network,
      Weights weights,
      Tokens source,
      Tokens prefixes,
      Consumer<Matrix> reader) {
    tape.score(network, weights, source, prefixes, reader);
  }

  @Override
  public void compute(Weights weights, Part part, Consumer<Matrix> reader) {
    tape.compute(weights, part, reader);
  }

  @Override
  public EngineKind kind() {
    return tape.kind();
  }

  @Override
  public Workbench workbench() {
    return tape.workbench();
  }

  @Override
  public void close() {
    tape.close();
  }
}
