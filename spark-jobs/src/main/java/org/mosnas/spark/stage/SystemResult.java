package org.mosnas.spark.stage;

import java.util.Optional;
import org.mosnas.search.job.SearchOutcome.Measured;
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
 */
record SystemResult(
    String key, String title, Weights weights, Optional<Measured> subnet, Scored scores) {}
