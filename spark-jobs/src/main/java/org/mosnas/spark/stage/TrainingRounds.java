package org.mosnas.spark.stage;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.Example;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.task.LeftOut;
import org.mosnas.model.train.TrainSettings.Batching;
import org.mosnas.spark.job.Progress;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.run.RoundReport;
import org.mosnas.spark.run.StageMarker;
import org.mosnas.spark.run.StageRecord;
import org.mosnas.spark.tables.Tables;
import org.mosnas.spark.train.CheckpointStore;
import org.mosnas.spark.train.FirstState;
import org.mosnas.spark.train.RoundMemoryCheck;
import org.mosnas.spark.train.TrainJob;
import org.mosnas.spark.train.TrainTask;
import org.mosnas.spark.train.WorkerStreams;

/** What every stage that trains has in common: rounds with checkpoints, progress and rows. */
final class TrainingRounds {
  private final String stage;
  private final RunContext context;
  private final StageInputs inputs;
  private final Optional<DenseSubnet> teacher;

  TrainingRounds(String stage, StageInputs inputs) {
    this(stage, inputs, Optional.empty());
  }

  /**
   * With a network to learn from.
   *
   * @param teacher the network, if there is one
   */
  TrainingRounds(String stage, StageInputs inputs, Optional<DenseSubnet> teacher) {
    this.teacher = teacher;
    this.stage = stage;
    this.context = inputs.context();
    this.inputs = inputs;
  }

  /**
   * Trains to the end: with {@code --resume} from the newest checkpoint, otherwise anew. The stage
   * counts as not done from here on; its caller marks it when the result is stored.
   *
   * @param experiment what the task belongs to
   * @param checkpoints of the stage
   * @param first the state to begin with where there is no checkpoint
   */
  void train(Experiment experiment, CheckpointStore checkpoints, TrainTask task, FirstState first) {
    RoundMemoryCheck.of(inputs.spark().getConf())
        .require(task.supernet().layout().floats(), task.settings().batching().workers());
    boolean goesOn = context.resume() && !areOutdated(checkpoints);
    if (goesOn) {
      checkpoints.requireFitting();
    }
    try (WorkerStreams streams = WorkerStreams.of(shards(experiment, task), task)) {
      List<Example> valid = experiment.data().validation(context.spark().get());
      List<Batch> batches = experiment.batches(valid);
      String noun = task.batcher().noun();
      tellLeftOut("training", noun, task.settings().batching(), streams.leftOut());
      tellLeftOut(
          "validation", noun, experiment.train().batching(), experiment.validated(valid).leftOut());
      StageMarker.of(context.directory(), stage).delete();
      if (!goesOn) {
        checkpoints.clear();
      }
      rounds(task, checkpoints, streams, batches, first);
    }
  }

  private void rounds(
      TrainTask task,
      CheckpointStore checkpoints,
      WorkerStreams streams,
      List<Batch> validation,
      FirstState first) {
    int before = checkpoints.rounds();
    Progress.Work work = context.progress().start(stage, task.settings().rounds(), before);
    TrainJob job =
        new TrainJob(
            inputs.spark(),
            task,
            checkpoints,
            report -> {
              if (report.round() >= before) {
                work.advance(1, line(report));
              }
            },
            teacher);
    job.run(streams, validation, first);
    work.done();
  }

  private JavaRDD<List<Example>> shards(Experiment experiment, TrainTask task) {
    return experiment
        .data()
        .trainShards(context.spark().get(), task.settings().batching().workers());
  }

  /** Keeps how many examples of a part are too long, and tells it if there are any. */
  private void tellLeftOut(String part, String noun, Batching batching, LeftOut leftOut) {
    context
        .record()
        .leftOut(
            stage,
            part,
            new StageRecord.LeftOut(
                batching.maxLength(), leftOut.source(), leftOut.target(), leftOut.both()));
    if (leftOut.total() > 0) {
      context
          .progress()
          .note(
              String.format(
                  Locale.ROOT,
                  "%s: %d %ss for %s are left out, of more than %d tokens (max-length): %s",
                  stage,
                  leftOut.total(),
                  noun,
                  part,
                  batching.maxLength(),
                  leftOut));
    }
  }

  private boolean areOutdated(CheckpointStore checkpoints) {
    boolean outdated = checkpoints.exist() && !checkpoints.haveTheseWeights();
    if (outdated) {
      context
          .progress()
          .note(
              String.format(
                  Locale.ROOT,
                  "the checkpoints of %s began with weights of another supernet; it begins anew",
                  stage));
    }
    return outdated;
  }

  /** Writes the rows of all rounds. */
  void tabulate() {
    List<RoundReport> history =
        CheckpointStore.history(context.directory().files(), inputs.checkpointFolder(stage));
    context.tables().write(Tables.ROUNDS, stage, RoundRows.of(stage, history));
  }

  private static String line(RoundReport report) {
    String validation =
        report.validation().entrySet().stream()
            .filter(entry -> !entry.getKey().startsWith(Experiment.RANDOM))
            .map(entry -> String.format(Locale.ROOT, "%s %.3f", entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "loss %.3f, valid %s, %.0f tokens/s",
        report.trainLoss(),
        validation,
        report.targetTokens() / report.seconds());
  }
}
