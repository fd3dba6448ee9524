package org.mosnas.model.train;

import java.util.List;
import org.mosnas.model.network.Batch;
import org.mosnas.model.train.SubnetSchedule.Turn;

/**
 * One replica of a supernet in training. It owns its device: parameters, gradients and moments are
 * there, and mixing, passes, optimizer and evaluation take place there. Only {@linkplain
 * ParameterSnapshot snapshots} come and go. Not thread-safe; closed by its owner.
 */
public interface Replica extends Scorer {
  /**
   * Sets the state.
   *
   * @throws org.mosnas.model.error.MosnasException of kind USAGE if two experts are identical
   */
  void load(ParameterSnapshot snapshot);

  /** A copy of the state. */
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
