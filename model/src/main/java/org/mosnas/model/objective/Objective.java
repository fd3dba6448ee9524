package org.mosnas.model.objective;

import java.io.Serializable;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.LossOps;
import org.mosnas.model.network.Outputs;

/** What training makes small: a loss on a network's outputs. */
public interface Objective extends Serializable {
  /**
   * The loss of a batch, summed over its rows.
   *
   * @return {@code [2]}: the loss, and the negative log-likelihood of the targets; in nats
   */
  <T> T loss(LossOps<T> ops, Outputs<T> outputs, Batch batch);
}
