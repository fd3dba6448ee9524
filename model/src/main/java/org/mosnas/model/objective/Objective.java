package org.mosnas.model.objective;

import java.io.Serializable;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
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

  /**
   * The loss of scores that are compared with the right answers and with a teacher's scores, each
   * by the weight that the lesson gives it, summed over its rows.
   *
   * @param lesson what a teacher makes of the batch
   * @return {@code [2]}: the loss, and the negative log-likelihood of the targets
   * @throws MosnasException of kind USAGE if the objective cannot be taught
   */
  default <T> T loss(LossOps<T> ops, Outputs<T> outputs, Batch batch, Lesson lesson) {
    throw new MosnasException(
        ErrorKind.USAGE,
        "objective "
            + getClass().getSimpleName()
            + " does not know how to learn from a teacher; set distillation.teacher = none");
  }
}
