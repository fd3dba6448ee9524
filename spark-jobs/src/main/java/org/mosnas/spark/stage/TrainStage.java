package org.mosnas.spark.stage;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.mosnas.model.space.SearchSpaceSettings;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.ModelSettings;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.train.ParameterSnapshot;
import org.mosnas.model.train.TrainSettings;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.job.Progress;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.job.StageMarker;
import org.mosnas.spark.tables.Tables;
import org.mosnas.spark.train.CheckpointStore;
import org.mosnas.spark.train.RoundReport;
import org.mosnas.spark.train.TrainJob;
import org.mosnas.spark.train.TrainTask;

/** Trains the supernet. */
final class TrainStage implements Stage {
  @Override
  public String name() {
    return "train";
  }

  @Override
  public void checkSettings(EffectiveConfig settings) {
    settings.bind(SearchSpaceSettings::from);
    settings.bind(ModelSettings::from);
    settings.bind(ValidationSettings::from);
    settings.bind(config -> TrainSettings.from(config, TrainSettings.TRAIN));
  }

  @Override
  public boolean isDone(RunContext context) {
    StageInputs inputs = new StageInputs(context);
    Experiment experiment = inputs.experiment();
    TrainTask task = experiment.supernetTask();
    return StageMarker.of(context.directory(), name()).matches(experiment.fingerprint(task))
        && inputs.checkpoints(experiment, task, name()).exist();
  }

  @Override
  public void run(RunContext context) {
    StageInputs inputs = new StageInputs(context);
    Experiment experiment = inputs.experiment();
    TrainTask task = experiment.supernetTask();
    StageMarker marker = StageMarker.of(context.directory(), name());
    CheckpointStore checkpoints = inputs.checkpoints(experiment, task, name());
    if (context.resume()) {
      checkpoints.requireFitting();
    }
    marker.delete();
    if (!context.resume()) {
      checkpoints.clear();
    }
    train(name(), context, inputs.spark(), experiment, task, checkpoints, () -> initial(task));
    marker.write(experiment.fingerprint(task));
  }

  @Override
  public void tabulate(RunContext context) {
    tabulate(name(), context);
  }

  /** Writes the rows of all rounds; also for finetuning. */
  static void tabulate(String stage, RunContext context) {
    List<RoundReport> history =
        CheckpointStore.history(
            context.directory().files(), new StageInputs(context).checkpointFolder(stage));
    context.tables().write(Tables.ROUNDS, stage, RoundRows.of(stage, history));
  }

  /** Runs the rounds of a task with progress; also for finetuning. */
  static void train(
      String stage,
      RunContext context,
      JavaSparkContext spark,
      Experiment experiment,
      TrainTask task,
      CheckpointStore checkpoints,
      Supplier<ParameterSnapshot> initial) {
    int before = checkpoints.rounds();
    Progress.Work work = context.progress().start(stage, task.settings().rounds(), before);
    TrainJob job =
        new TrainJob(
            spark,
            task,
            checkpoints,
            report -> {
              if (report.round() >= before) {
                work.advance(1, line(report));
              }
            });
    job.run(
        experiment.data().trainShards(context.spark().get(), task.settings().batching().workers()),
        experiment.batches(experiment.data().valid(context.spark().get())),
        initial);
    work.done();
  }

  /** New weights, drawn by the task's seed. */
  static ParameterSnapshot initial(TrainTask task) {
    Supernet supernet = task.supernet();
    try (ParameterBank bank = Initializer.initialize(supernet, task.seed())) {
      return ParameterSnapshot.initial(bank.toArray());
    }
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
