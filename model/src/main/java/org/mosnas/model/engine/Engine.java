package org.mosnas.model.engine;

import java.util.function.Consumer;
import java.util.function.Function;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.Network;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.network.Weights;
import org.mosnas.model.objective.Objective;

/**
 * Computes passes of networks on the host's memory. Engines agree on values, gradients and dropout
 * masks, so that a run may be repeated on another one. Not thread-safe; one per replica, closed by
 * it.
 */
public interface Engine extends AutoCloseable {
  /**
   * How one pass is trained.
   *
   * @param dropoutSeed decides every dropout mask of the pass
   * @param weight factor of the loss and of its gradients
   */
  record Pass(long dropoutSeed, double weight) {
    /** A pass whose loss counts once. */
    public static Pass of(long dropoutSeed) {
      return new Pass(dropoutSeed, 1);
    }
  }

  /**
   * The loss of a batch with dropout; its gradients are added to those of the weights.
   *
   * @param weights of the network, all with gradients
   * @return sums over the scored rows
   */
  PassResult train(Network network, Weights weights, Batch batch, Objective objective, Pass pass);

  /**
   * The loss of a batch without dropout; no gradients are touched.
   *
   * @param weights of the network
   * @return sums over the scored rows
   */
  PassResult evaluate(Network network, Weights weights, Batch batch, Objective objective);

  /**
   * What a network gives to an objective, without dropout and without gradients.
   *
   * @param weights of the network
   * @param reader called once; the matrices are the engine's own, valid as long as it reads
   * @return what the reader returns
   */
  <R> R outputs(Network network, Weights weights, Batch batch, Function<Outputs<Matrix>, R> reader);

  /**
   * Computes something without gradients.
   *
   * @param weights it may ask for
   * @param reader called once with the result; the matrix is the engine's own
   */
  void compute(Weights weights, Computation computation, Consumer<Matrix> reader);

  /** What this engine is. */
  EngineKind kind();

  /** Scratch memory and products, for what goes on around a pass. */
  Workbench workbench();

  @Override
  void close();
}
