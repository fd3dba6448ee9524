package org.mosnas.spark.stage;

import java.util.Optional;
import org.mosnas.model.network.NetworkShape;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.train.ParameterSnapshot;
import org.mosnas.model.train.TrainSettings;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.io.MadeFrom;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.run.StageMarker;
import org.mosnas.spark.task.Catalog;
import org.mosnas.spark.train.TrainTask;

/** Trains a member's architecture from new weights, to compare with what it inherited. */
final class FromScratchStage implements Stage {
  static final String NAME = "from-scratch";

  private final Catalog catalog;
  private final Member member;

  FromScratchStage(Catalog catalog, Member member) {
    this.catalog = catalog;
    this.member = member;
  }

  /** Name of the stage for a member. */
  static String name(Member member) {
    return member.of(NAME);
  }

  @Override
  public String name() {
    return name(member);
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
            .matches(new StageInputs(context, catalog).lineage().fromScratch())
        && files(context, member).exist();
  }

  @Override
  public void run(RunContext context) {
    StageInputs inputs = new StageInputs(context, catalog);
    Experiment target = inputs.target();
    NetworkShape shape = target.shape().single(inputs.searched(member).winner().candidate().spec());
    TrainTask task = target.subnetTask(name(), shape, training(inputs.settings(), catalog));
    DenseSubnet trained =
        new SubnetTraining(name(), inputs, sweep(inputs), Optional.empty())
            .train(
                target,
                task,
                inputs.lineage().task(target, FromScratchSettings.PATH, task),
                "",
                new SubnetTraining.Start(
                    FirstWeights.of(target, task, context.spark().get()),
                    seed -> drawn(task.trial(task.settings(), seed))));
    MadeFrom madeFrom = inputs.lineage().fromScratch();
    String weights = files(context, member).write(trained, madeFrom);
    StageMarker.of(context.directory(), name()).write(madeFrom, weights);
  }

  /** New weights, drawn by the task's seed. */
  private static ParameterSnapshot drawn(TrainTask task) {
    try (ParameterBank bank = Initializer.initialize(task.supernet(), task.seed())) {
      return ParameterSnapshot.initial(bank.toArray());
    }
  }

  @Override
  public void tabulate(RunContext context) {
    StageInputs inputs = new StageInputs(context, catalog);
    new SubnetTraining(name(), inputs, sweep(inputs), Optional.empty()).tabulate();
  }

  /** As finetuning, where it has the budget and the data of finetuning. */
  private static SweepSettings sweep(StageInputs inputs) {
    return inputs.transfers() ? inputs.sweep() : SweepSettings.NONE;
  }

  static SubnetFiles files(RunContext context, Member member) {
    return new SubnetFiles(context.directory().files(), context.directory().resolve(name(member)));
  }

  /** From labels alone: a teacher would be another advantage than inherited weights. */
  static TrainSettings training(EffectiveConfig settings, Catalog catalog) {
    TrainSettings train = settings.bind(config -> TrainSettings.from(config, TrainSettings.TRAIN));
    TrainSettings finetune =
        settings.bind(config -> TrainSettings.from(config, TrainSettings.FINETUNE));
    return settings
        .bind(FromScratchSettings::from)
        .training(catalog.transfers(settings) ? finetune : train, train, finetune)
        .taught(Optional.empty());
  }
}
