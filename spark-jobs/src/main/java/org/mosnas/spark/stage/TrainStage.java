package org.mosnas.spark.stage;

import org.mosnas.model.space.SearchSpaceSettings;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.ModelSettings;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.text.Vocabulary;
import org.mosnas.model.train.ParameterSnapshot;
import org.mosnas.model.train.TrainSettings;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.job.StageMarker;
import org.mosnas.spark.train.CheckpointStore;
import org.mosnas.spark.train.RoundMemoryCheck;
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

  /** With the smallest vocabulary that there is: the data will tell how large it really is. */
  @Override
  public void checkResources(RunContext context) {
    if (StageMarker.of(context.directory(), name()).fingerprint().isEmpty()) {
      EffectiveConfig settings = context.settings();
      Supernet smallest =
          settings
              .bind(ModelSettings::from)
              .supernet(
                  settings.bind(SearchSpaceSettings::from),
                  Vocabulary.STANDARD_MULTIPLE,
                  Vocabulary.STANDARD_MULTIPLE);
      RoundMemoryCheck.of(context.spark().get().sparkContext().getConf())
          .require(
              smallest.layout().floats(),
              settings
                  .bind(config -> TrainSettings.from(config, TrainSettings.TRAIN))
                  .batching()
                  .workers());
    }
  }

  @Override
  public boolean isDone(RunContext context) {
    StageInputs inputs = new StageInputs(context);
    return StageMarker.of(context.directory(), name()).matches(inputs.lineage().train())
        && inputs.supernetCheckpoints().exist();
  }

  @Override
  public void run(RunContext context) {
    StageInputs inputs = new StageInputs(context);
    TrainTask task = inputs.experiment().supernetTask();
    CheckpointStore checkpoints = inputs.supernetCheckpoints();
    new TrainingRounds(name(), context).train(checkpoints, task, () -> initial(task));
    StageMarker.of(context.directory(), name())
        .write(inputs.lineage().train(), checkpoints.checksum());
  }

  @Override
  public void tabulate(RunContext context) {
    new TrainingRounds(name(), context).tabulate();
  }

  /** New weights, drawn by the task's seed. */
  static ParameterSnapshot initial(TrainTask task) {
    Supernet supernet = task.supernet();
    try (ParameterBank bank = Initializer.initialize(supernet, task.seed())) {
      return ParameterSnapshot.initial(bank.toArray());
    }
  }
}
