package org.mosnas.model.train;

import java.util.function.Consumer;
import java.util.function.Function;
import org.mosnas.model.engine.Computation;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.Engine.Pass;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.engine.tape.TapeEngine;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.Network;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.network.Weights;
import org.mosnas.model.objective.Objective;

/** The tape, leaving a gradient that is not a number when told to. */
final class Poison implements Engine {
  private final TapeEngine tape = new TapeEngine();
  boolean active;

  @Override
  public PassResult train(
      Network network, Weights weights, Batch batch, Objective objective, Pass pass) {
    PassResult result = tape.train(network, weights, batch, objective, pass);
    if (active) {
      weights.weight("encoder.layers.0.self.out.bias").gradient().set(0, 0, Float.NaN);
    }
    return result;
  }

  @Override
  public PassResult evaluate(Network network, Weights weights, Batch batch, Objective objective) {
    return tape.evaluate(network, weights, batch, objective);
  }

  @Override
  public <R> R outputs(
      Network network, Weights weights, Batch batch, Function<Outputs<Matrix>, R> reader) {
    return tape.outputs(network, weights, batch, reader);
  }

  @Override
  public void compute(Weights weights, Computation computation, Consumer<Matrix> reader) {
    tape.compute(weights, computation, reader);
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
