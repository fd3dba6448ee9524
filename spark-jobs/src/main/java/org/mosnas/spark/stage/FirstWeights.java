package org.mosnas.spark.stage;

import org.apache.spark.sql.SparkSession;
import org.mosnas.model.network.Role;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.ParameterLayout;
import org.mosnas.spark.train.FirstState;
import org.mosnas.spark.train.TrainTask;

/** New weights, drawn by the seed of a task, with what is known of the answers beforehand. */
final class FirstWeights {
  private FirstWeights() {}

  /** What training from new weights begins with. */
  static FirstState of(Experiment experiment, TrainTask task, SparkSession spark) {
    return FirstState.lazily(
        () ->
            experiment
                .data()
                .answerFrequencies(spark)
                .map(frequencies -> FirstState.given(() -> knowing(frequencies, task)))
                .orElseGet(FirstState::drawn));
  }

  private static ParameterBank knowing(float[] frequencies, TrainTask task) {
    ParameterBank weights = Initializer.initialize(task.supernet(), task.seed());
    know(frequencies, weights);
    return weights;
  }

  /** Sets the biases of the output layer. */
  static void know(float[] frequencies, ParameterBank weights) {
    for (ParameterLayout.Slot slot : weights.layout().slots().values()) {
      if (slot.role() == Role.OUTPUT && slot.kind() == ParameterLayout.Kind.BIAS) {
        weights.assign(slot.offset(), frequencies);
      }
    }
  }
}
