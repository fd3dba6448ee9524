package org.mosnas.model.objective;

import org.mosnas.model.network.Batch;
import org.mosnas.model.network.LossOps;
import org.mosnas.model.network.LossOps.Targets;
import org.mosnas.model.network.Outputs;

/**
 * Label-smoothed cross-entropy (Szegedy et al., <a
 * href="https://arxiv.org/abs/1512.00567">paper</a>), as HAT uses it.
 *
 * @param smoothing share of the probability that is spread over the vocabulary, in [0, 1)
 */
public record CrossEntropy(double smoothing) implements Objective {
  /** Checks the range. */
  public CrossEntropy {
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException("label-smoothing must be in [0, 1), was " + smoothing);
    }
  }

  @Override
  public <T> T loss(LossOps<T> ops, Outputs<T> outputs, Batch batch) {
    Targets targets = new Targets(batch.targets(), smoothing, 1);
    return ops.crossEntropy(outputs.hidden(), outputs.layer(), targets);
  }

  @Override
  public <T> T loss(LossOps<T> ops, Outputs<T> outputs, Batch batch, Lesson lesson) {
    T hidden = outputs.hidden();
    Targets targets = new Targets(batch.targets(), smoothing, lesson.how().weights().labels());
    return lesson
        .soft()
        .map(soft -> ops.crossEntropy(hidden, outputs.layer(), targets, soft))
        .orElseGet(() -> ops.crossEntropy(hidden, outputs.layer(), targets));
  }
}
