package org.mosnas.spark.stage;

import java.util.Optional;
import java.util.function.IntFunction;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.train.ParameterSnapshot;
import org.mosnas.spark.io.MadeFrom;
import org.mosnas.spark.train.CheckpointStore;
import org.mosnas.spark.train.FirstState;
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
    this.stage = stage;
    this.inputs = inputs;
    this.sweep = sweep;
    this.teacher = teacher;
  }

  /**
   * What a subnet begins with.
   *
   * @param once where it is trained once
   * @param ofSeed by the number of a seed, from 1, where it is trained several times
   */
  record Start(FirstState once, IntFunction<ParameterSnapshot> ofSeed) {}

  /**
   * Trains.
   *
   * @param target what the subnet is trained in
   * @param task the training
   * @param madeFrom what it is made from, but for the weights it begins with
   * @param weights what those are, if they are of another training; otherwise empty
   * @return the trained subnet
   */
  DenseSubnet train(
      Experiment target, TrainTask task, MadeFrom madeFrom, String weights, Start start) {
    if (sweep.isWanted()) {
      return new Sweep(stage, inputs, sweep, teacher)
          .train(target, task, madeFrom.with("weights", weights), start.ofSeed());
    }
    CheckpointStore checkpoints = inputs.checkpoints(stage, madeFrom, task, weights);
    new TrainingRounds(stage, inputs, teacher).train(target, checkpoints, task, start.once());
    return TrainedSubnet.of(task.shape(), checkpoints);
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
