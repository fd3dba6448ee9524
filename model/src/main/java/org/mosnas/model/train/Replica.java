package org.mosnas.model.train;

import java.util.List;
import org.mosnas.model.averaging.StateSlice;
import org.mosnas.model.network.Batch;
import org.mosnas.model.train.SubnetSchedule.Turn;

/**
 * One replica of a supernet in training. It owns its device: parameters, gradients and moments are
 * there, and mixing, passes, optimizer and evaluation take place there. Only {@linkplain StateSlice
 * slices} of the state come and go. Not thread-safe; closed by its owner.
 */
public interface Replica extends Scorer {
  /**
   * Sets some consecutive floats of the state, of which {@link #begin} takes note.
   *
   * @param from the first of them in the vector of all parameters
   */
  void assign(int from, StateSlice slice);

  /**
   * Goes on with the state that has been assigned.
   *
   * @param updates done so far
   * @throws org.mosnas.model.error.MosnasException of kind USAGE if two experts are identical
   */
  void begin(long updates);

  /** A copy of the floats of the state from {@code from} to {@code to}, exclusive. */
  StateSlice slice(int from, int to);

  /**
   * Sets the whole state.
   *
   * @throws org.mosnas.model.error.MosnasException as {@link #begin}
   */
  default void load(ParameterSnapshot snapshot) {
    assign(
        0,
        new StateSlice(snapshot.parameters(), snapshot.firstMoments(), snapshot.secondMoments()));
    begin(snapshot.updates());
  }

  /** A copy of the whole state. */
  ParameterSnapshot snapshot();

  /**
   * One update: every micro-batch goes through every subnet, all gradients are added up, divided by
   * the number of scored rows of all passes, and the optimizer takes one step.
   *
   * @param microBatches what it sees
   * @param turns the subnets it trains
   * @param seed of its dropout
   * @throws TrainingDivergedException if the loss or its gradient is not a number; the state is of
   *     no use then until the next {@link #load}
   */
  UpdateMetrics update(List<? extends Batch> microBatches, List<Turn> turns, long seed);
}
