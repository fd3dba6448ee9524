package org.mosnas.spark.stage;

import org.mosnas.model.network.TranslationShape;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.train.TrainSettings;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.job.StageMarker;
import org.mosnas.spark.train.TrainTask;

/** Trains the winner's architecture from new weights, to compare with what it inherited. */
final class FromScratchStage implements Stage {
  static final String NAME = "from-scratch";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void checkSettings(EffectiveConfig settings) {
    settings.bind(FromScratchSettings::from);
  }

  @Override
  public boolean isWanted(EffectiveConfig settings) {
    return settings.bind(FromScratchSettings::from).enabled();
  }

  @Override
  public boolean isDone(RunContext context) {
    return StageMarker.of(context.directory(), name())
            .matches(fingerprint(new StageInputs(context)))
        && files(context).exist();
  }

  @Override
  public void run(RunContext context) {
    StageInputs inputs = new StageInputs(context);
    Experiment experiment = inputs.experiment();
    TranslationShape shape =
        experiment.shape().single(inputs.searched().winner().candidate().spec());
    TrainTask task = experiment.subnetTask(name(), shape, training(inputs.settings()));
    float[] trained =
        new TrainingRounds(name(), context).train(experiment, task, () -> TrainStage.initial(task));
    files(context).write(new DenseSubnet(shape, trained));
    StageMarker.of(context.directory(), name()).write(fingerprint(inputs));
  }

  @Override
  public void tabulate(RunContext context) {
    new TrainingRounds(name(), context).tabulate();
  }

  static SubnetFiles files(RunContext context) {
    return new SubnetFiles(context.directory().files(), context.directory().resolve(NAME));
  }

  static TrainSettings training(EffectiveConfig settings) {
    return settings
        .bind(FromScratchSettings::from)
        .training(
            settings.bind(config -> TrainSettings.from(config, TrainSettings.TRAIN)),
            settings.bind(config -> TrainSettings.from(config, TrainSettings.FINETUNE)));
  }

  private static String fingerprint(StageInputs inputs) {
    return Fingerprints.of(inputs.fingerprint("search"), training(inputs.settings()).toString());
  }
}
