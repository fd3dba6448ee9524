package org.mosnas.model.network;

import org.mosnas.model.space.SubnetSpec;

/**
 * A dense network of one subnet, written once against {@link Ops} and run by any interpreter.
 *
 * <p>An immutable description without weights.
 */
public interface Network {
  /** The subnet. */
  SubnetSpec spec();

  /**
   * Runs the network up to what an objective scores.
   *
   * @param batch a batch of the network's own task
   */
  <T> Outputs<T> run(Ops<T> ops, Batch batch);
}
