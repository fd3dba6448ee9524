package org.mosnas.model.objective;

import org.mosnas.model.network.Batch;
import org.mosnas.model.network.LossOps;
import org.mosnas.model.network.LossOps.Numbers;
import org.mosnas.model.network.Outputs;

/** Squared differences from the right numbers, for networks that answer with a number. */
public record SquaredError() implements Objective {
  @Override
  public <T> T loss(LossOps<T> ops, Outputs<T> outputs, Batch batch) {
    return ops.squaredError(outputs.hidden(), outputs.layer(), new Numbers(batch.values(), 1));
  }
}
