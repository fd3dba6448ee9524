package org.mosnas.model.engine;

import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Ops;
import org.mosnas.model.network.Tokens;

/**
 * What an engine is asked to compute without gradients, such as one layer of a network; written
 * once for all engines.
 */
public interface Computation {

  /**
   * Gives a computation the tensors it starts from.
   *
   * @param <T> handle of a tensor
   */
  @FunctionalInterface
  interface Inputs<T> {
    /**
     * A tensor of given values.
     *
     * @param layout the sentences that the rows belong to; its ids play no part
     * @param rows {@code [tokens, columns]}
     */
    T of(Tokens layout, Matrix rows);
  }

  /**
   * Computes on an interpreter.
   *
   * @return {@code [tokens, columns]}
   */
  <T> T on(Ops<T> ops, Inputs<T> inputs);
}
