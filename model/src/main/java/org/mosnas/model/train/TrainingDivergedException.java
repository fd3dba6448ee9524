package org.mosnas.model.train;

import java.util.Locale;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/** The loss or its gradient is no longer a number; the last state on storage is still good. */
public final class TrainingDivergedException extends MosnasException {
  private TrainingDivergedException(String what, long update, double learningRate) {
    super(
        ErrorKind.DATA,
        String.format(
            Locale.ROOT,
            "training diverged: %s at update %d (learning rate %.3g);"
                + " the last checkpoint is kept. Lower learning-rate.peak, lengthen"
                + " learning-rate.warmup-updates or set optimizer.clip-norm, and resume",
            what,
            update,
            learningRate));
  }

  /** The loss of a subnet is infinite or not a number. */
  static TrainingDivergedException ofLoss(
      String specId, double loss, long update, double learningRate) {
    return new TrainingDivergedException(
        "the loss of subnet " + specId + " was " + loss, update, learningRate);
  }

  /** The norm of the gradient is infinite or not a number. */
  static TrainingDivergedException ofGradient(double norm, long update, double learningRate) {
    return new TrainingDivergedException(
        "the norm of the gradient was " + norm, update, learningRate);
  }
}
