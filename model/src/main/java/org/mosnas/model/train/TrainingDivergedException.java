package org.mosnas.model.train;

import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/** The loss is no longer a number; the last state on storage is still good. */
public final class TrainingDivergedException extends MosnasException {
  /** Describes where it happened. */
  public TrainingDivergedException(long update, double learningRate, String specId, double loss) {
    super(
        ErrorKind.DATA,
        String.format(
            "training diverged: the loss of subnet %s was %s at update %d (learning rate %.3g);"
                + " the last checkpoint is kept. Lower learning-rate.peak, lengthen"
                + " learning-rate.warmup-updates or set optimizer.clip-norm, and resume",
            specId, loss, update, learningRate));
  }
}
