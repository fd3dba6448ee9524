package org.mosnas.spark.stage;

import java.util.Optional;
import org.mosnas.search.job.SearchOutcome.Measured;
import org.mosnas.spark.run.EvaluatedSystem.Seeds;
import org.mosnas.spark.run.EvaluatedSystem.Weights;
import org.mosnas.spark.task.TaskEvaluation.Scored;

/**
 * One row of the table.
 *
 * @param key how the run's record calls it
 * @param title how the table calls it
 * @param weights where its weights are from
 * @param subnet what was searched and measured; empty for a baseline without a network
 * @param scores on the test data
 * @param member whose architecture it has of a family, or whose limit it was searched under
 * @param before scores of what it began with, on the test data of the task that the supernet was
 *     trained for, where they are asked for
 * @param seeds the score that matters most of every seed it was trained with, the best by its
 *     validation loss first; empty where there is one
 */
record SystemResult(
    String key,
    String title,
    Weights weights,
    Optional<Measured> subnet,
    Scored scores,
    Optional<Member> member,
    Optional<Scored> before,
    Optional<Seeds> seeds) {
  /** A row that has nothing to do with families. */
  SystemResult(
      String key, String title, Weights weights, Optional<Measured> subnet, Scored scores) {
    this(key, title, weights, subnet, scores, Optional.empty(), Optional.empty(), Optional.empty());
  }

  SystemResult of(Member other) {
    return new SystemResult(key, title, weights, subnet, scores, Optional.of(other), before, seeds);
  }

  SystemResult before(Optional<Scored> other) {
    return new SystemResult(key, title, weights, subnet, scores, member, other, seeds);
  }

  SystemResult seeds(Optional<Seeds> other) {
    return new SystemResult(key, title, weights, subnet, scores, member, before, other);
  }
}
