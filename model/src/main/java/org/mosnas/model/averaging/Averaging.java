package org.mosnas.model.averaging;

import java.io.Serializable;
import java.util.List;
import java.util.function.Supplier;

/**
 * How the states of the workers of a round become one. {@link Averagings} lists those that can be
 * configured.
 *
 * <p>Every coordinate is by itself, so states are averaged slice by slice, wherever a slice happens
 * to be. A pure function of its arguments, that neither keeps nor changes them.
 */
@FunctionalInterface
public interface Averaging extends Serializable {
  /**
   * Averages a slice.
   *
   * @param before what all workers began the round with, for outer steps; read from storage when it
   *     is asked for
   * @param workers what they ended it with, in the order of the workers; at least one
   */
  StateSlice average(Supplier<StateSlice> before, List<WorkerSlice> workers);

  /**
   * What one worker brings.
   *
   * @param state its slice at the end of the round
   * @param tokens scored rows of all its passes
   */
  record WorkerSlice(StateSlice state, long tokens) {}
}
