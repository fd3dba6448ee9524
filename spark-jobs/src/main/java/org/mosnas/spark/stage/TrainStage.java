package org.mosnas.spark.stage;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.mosnas.model.family.FamilySettings;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ModelSettings;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.supernet.WarmStartSettings;
import org.mosnas.model.text.Vocabulary;
import org.mosnas.model.train.TrainSettings;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.run.StageMarker;
import org.mosnas.spark.task.Catalog;
import org.mosnas.spark.train.CheckpointStore;
import org.mosnas.spark.train.FirstState;
import org.mosnas.spark.train.RoundMemoryCheck;
import org.mosnas.spark.train.TrainTask;

/** Trains the supernet. */
final class TrainStage implements Stage {
  private final Catalog catalog;

  TrainStage(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public String name() {
    return "train";
  }

  @Override
  public void checkSettings(EffectiveConfig settings) {
    FamilySettings unused = catalog.space(settings);
    settings.bind(ModelSettings::from);
    settings.bind(WarmStartSettings::from);
    settings.bind(ValidationSettings::from);
    settings.bind(config -> TrainSettings.from(config, TrainSettings.TRAIN));
    FittingSettings.require(settings, catalog, TrainSettings.TRAIN, catalog.task(settings));
    TeacherChecks.ofSupernet(settings, catalog);
  }

  /** With the smallest vocabulary that there is: the data will tell how large it really is. */
  @Override
  public void checkResources(RunContext context) {
    if (StageMarker.of(context.directory(), name()).fingerprint().isEmpty()) {
      EffectiveConfig settings = context.settings();
      FamilySettings named = catalog.space(settings);
      List<Integer> vocabularies =
          settings.bind(config -> FamilySettings.vocabularies(config, named.family())).stream()
              .map(anything -> Vocabulary.STANDARD_MULTIPLE)
              .toList();
      Supernet smallest =
          settings
              .bind(ModelSettings::from)
              .supernet(named.space(), named.family().shape(named.space(), vocabularies));
      new StageInputs(context, catalog)
          .teacher()
          .ifPresent(
              teacher -> {
                DenseSubnet unused =
                    teacher.read(
                        named.family(),
                        named.space(),
                        smallest.shape(),
                        settings.bind(config -> TrainSettings.from(config, TrainSettings.TRAIN)));
              });
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
    StageInputs inputs = new StageInputs(context, catalog);
    return StageMarker.of(context.directory(), name()).matches(inputs.lineage().train())
        && inputs.supernetCheckpoints().exist();
  }

  @Override
  public void run(RunContext context) {
    StageInputs inputs = new StageInputs(context, catalog);
    Experiment experiment = inputs.experiment();
    TrainTask task = experiment.supernetTask();
    CheckpointStore checkpoints = inputs.supernetCheckpoints();
    Optional<DenseSubnet> teacher = inputs.teacher().map(published -> published.read(experiment));
    new TrainingRounds(name(), inputs, teacher)
        .train(experiment, checkpoints, task, first(inputs, task));
    StageMarker.of(context.directory(), name())
        .write(inputs.lineage().train(), checkpoints.checksum());
  }

  @Override
  public void tabulate(RunContext context) {
    new TrainingRounds(name(), new StageInputs(context, catalog)).tabulate();
  }

  private static FirstState first(StageInputs inputs, TrainTask task) {
    SparkSession spark = inputs.context().spark().get();
    return inputs
        .start()
        .map(start -> FirstState.given(() -> start.initial(inputs.experiment(), task, spark)))
        .orElseGet(() -> FirstWeights.of(inputs.experiment(), task, spark));
  }
}
