package org.mosnas.model.engine.samediff;

import org.mosnas.model.network.LossOps;
import org.mosnas.model.network.Tokens;

/** Something computed from operations, written once for all engines. */
interface Expression {

  /** Makes tensors of given values. */
  @FunctionalInterface
  interface Constants<T> {
    /** The rows of {@code layout}, {@code [tokens, columns]}. */
    T of(Tokens layout, int columns, float... values);
  }

  <T> T on(LossOps<T> ops, Constants<T> constants);
}
