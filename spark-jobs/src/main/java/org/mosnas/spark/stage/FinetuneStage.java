package org.mosnas.spark.stage;

import org.apache.hadoop.fs.Path;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.train.ParameterSnapshot;
import org.mosnas.model.train.TrainSettings;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.io.MadeFrom;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.run.StageMarker;
import org.mosnas.spark.task.Catalog;
import org.mosnas.spark.train.CheckpointStore;
import org.mosnas.spark.train.TrainTask;

/** Trains the winner on, from the weights it inherits from the supernet. */
final class FinetuneStage implements Stage {
  private final Catalog catalog;

  FinetuneStage(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public String name() {
    return "finetune";
  }

  @Override
  public void checkSettings(EffectiveConfig settings) {
    settings.bind(config -> TrainSettings.from(config, TrainSettings.FINETUNE));
  }

  @Override
  public boolean isDone(RunContext context) {
    StageInputs inputs = new StageInputs(context, catalog);
    return StageMarker.of(context.directory(), name()).matches(inputs.lineage().finetune())
        && files(context).exist();
  }

  @Override
  public void run(RunContext context) {
    StageInputs inputs = new StageInputs(context, catalog);
    Experiment experiment = inputs.experiment();
    DenseSubnet inherited =
        experiment
            .supernet()
            .extract(inputs.searched().winner().candidate().spec(), inputs.trained());
    TrainTask task = experiment.subnetTask(name(), inherited.shape(), experiment.finetune());
    CheckpointStore checkpoints =
        inputs.checkpoints(
            name(),
            inputs.lineage().task(TrainSettings.FINETUNE, task),
            task,
            inputs.lineage().require("train").toJson().toString());
    float[] tuned =
        new TrainingRounds(name(), new StageInputs(context, catalog))
            .train(checkpoints, task, () -> ParameterSnapshot.initial(inherited.parameters()));
    MadeFrom madeFrom = inputs.lineage().finetune();
    String weights = files(context).write(new DenseSubnet(inherited.shape(), tuned), madeFrom);
    StageMarker.of(context.directory(), name()).write(madeFrom, weights);
  }

  @Override
  public void tabulate(RunContext context) {
    new TrainingRounds(name(), new StageInputs(context, catalog)).tabulate();
  }

  static SubnetFiles files(RunContext context) {
    Path folder = context.directory().resolve(RunLayout.WINNER);
    return new SubnetFiles(context.directory().files(), folder);
  }
}
