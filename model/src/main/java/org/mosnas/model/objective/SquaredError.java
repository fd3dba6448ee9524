package org.mosnas.model.objective;

import java.util.List;
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

  /** The teacher's numbers count by the weight of logits; they have no temperature. */
  @Override
  public <T> T loss(LossOps<T> ops, Outputs<T> outputs, Batch batch, Lesson lesson) {
    DistillationSettings.Weights weights = lesson.how().weights();
    Numbers right = new Numbers(batch.values(), weights.labels());
    Numbers taught = new Numbers(lesson.numbers(), weights.logits());
    return ops.sum(
        List.of(
            ops.squaredError(outputs.hidden(), outputs.layer(), right),
            ops.squaredError(outputs.hidden(), outputs.layer(), taught)));
  }
}
