package org.mosnas.model.objective;

import java.util.ArrayList;
import java.util.List;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.LossOps;
import org.mosnas.model.network.Outputs;

/**
 * An objective with a teacher: for the one batch that the lesson is of, and not to be sent
 * anywhere.
 *
 * @param objective that the right answers are scored with
 * @param lesson what the teacher makes of the batch
 */
public record Taught(Objective objective, Lesson lesson) implements Objective {
  @Override
  public <T> T loss(LossOps<T> ops, Outputs<T> outputs, Batch batch) {
    List<T> losses = new ArrayList<>();
    losses.add(objective.loss(ops, outputs, batch, lesson));
    losses.addAll(lesson.inner(ops, outputs, batch));
    return losses.size() == 1 ? losses.get(0) : ops.sum(losses);
  }
}
