package org.mosnas.model.engine;

import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Ops;
import org.mosnas.model.network.Tokens;

/** A part of a network, such as one layer, written once for all engines. */
public interface Part {

  /**
   * Gives a part what comes out of the part before it.
   *
   * @param <T> handle of a tensor
   */
  @FunctionalInterface
  interface Inputs<T> {
    /**
     * A tensor of given values.
     *
     * @param layout the sentences that the rows belong to; its words play no part
     * @param rows {@code [tokens, columns]}
     */
    T of(Tokens layout, Matrix rows);
  }

  /**
   * Runs the part on an interpreter.
   *
   * @return {@code [tokens, columns]}
   */
  <T> T on(Ops<T> ops, Inputs<T> inputs);
}
