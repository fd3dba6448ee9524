package org.mosnas.spark.stage;

import java.util.Optional;
import java.util.function.IntFunction;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.train.ParameterSnapshot;
import org.mosnas.spark.io.MadeFrom;
import org.mosnas.spark.train.CheckpointStore;
import org.mosnas.spark.train.TrainTask;

/** Training of one subnet: once, by workers that are averaged, or several times in a sweep. */
final class SubnetTraining {
  private final String stage;
  private final StageInputs inputs;
  private final SweepSettings sweep;
  private final Optional<DenseSubnet> teacher;

  /**
   * The training of a stage.
   *
   * @param teacher a network to learn from, if there is one
   */
  SubnetTraining(
      String stage, StageInputs inputs, SweepSettings sweep, Optional<DenseSubnet> teacher) {
    this.teacher = teacher;
    this.stage = stage;
    this.inputs = inputs;
    this.sweep = sweep;
  }

  /**
   * Trains.
   *
   * @param target what the subnet is trained in
   * @param task the training
   * @param madeFrom what it is made from, but for the weights it begins with
   * @param weights what those are, if they are of another training; otherwise empty
   * @param start the first state, by the number of a seed, from 1
   * @return the trained weights
   */
  float[] train(
      Experiment target,
      TrainTask task,
      MadeFrom madeFrom,
      String weights,
      IntFunction<ParameterSnapshot> start) {
    if (sweep.isWanted()) {
      return new Sweep(stage, inputs, sweep, teacher)
          .train(target, task, madeFrom.with("weights", weights), start);
    }
    CheckpointStore checkpoints = inputs.checkpoints(stage, madeFrom, task, weights);
    return new TrainingRounds(stage, inputs).train(target, checkpoints, task, () -> start.apply(1));
  }

  /** Writes the rows of its rounds, or of its trainings. */
  void tabulate() {
    if (sweep.isWanted()) {
      new Sweep(stage, inputs, sweep, teacher).tabulate();
    } else {
      new TrainingRounds(stage, inputs).tabulate();
    }
  }
}
