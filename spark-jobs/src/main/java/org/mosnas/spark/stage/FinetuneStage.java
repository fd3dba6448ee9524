package org.mosnas.spark.stage;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.train.ParameterSnapshot;
import org.mosnas.model.train.TrainSettings;
import org.mosnas.search.job.SearchOutcome;
import org.mosnas.search.job.SearchOutcome.Measured;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.io.MadeFrom;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.run.StageMarker;
import org.mosnas.spark.task.Catalog;
import org.mosnas.spark.train.CheckpointStore;
import org.mosnas.spark.train.TrainTask;

/**
 * Trains a subnet on, from the weights it inherits from the supernet: the winner and, where it is
 * finetuned on another task than the supernet was trained for, those that it is compared with.
 * Their inherited weights have no head for that task, so they are of no use without.
 */
final class FinetuneStage implements Stage {
  /** The stage that finetunes the winner. */
  static final String NAME = "finetune";

  /** What is finetuned besides the winner, in the order of the table. */
  static final List<Tuned> COMPARED =
      List.of(
          new Tuned("largest", outcome -> Optional.of(outcome.largest())),
          new Tuned("smallest", outcome -> Optional.of(outcome.smallest())),
          new Tuned("random-search", SearchOutcome::randomBest));

  private static final Tuned WINNER = new Tuned("", outcome -> Optional.of(outcome.winner()));

  private final Catalog catalog;
  private final Tuned tuned;

  private FinetuneStage(Catalog catalog, Tuned tuned) {
    this.catalog = catalog;
    this.tuned = tuned;
  }

  /**
   * A subnet that is finetuned.
   *
   * @param key as the table's rows have it; empty for the winner
   * @param subnet which one it is, of what the search came to, if there is one
   */
  record Tuned(String key, Function<SearchOutcome, Optional<Measured>> subnet) {
    /** Name of its stage. */
    String stage() {
      return key.isEmpty() ? NAME : NAME + "-" + key;
    }

    SubnetFiles files(RunContext context) {
      Path folder = context.directory().resolve(key.isEmpty() ? RunLayout.WINNER : stage());
      return new SubnetFiles(context.directory().files(), folder);
    }
  }

  /** Names of all stages that finetune, the winner's first. */
  static List<String> names() {
    return Stream.concat(Stream.of(WINNER), COMPARED.stream()).map(Tuned::stage).toList();
  }

  /** The stage for the winner. */
  static Stage winner(Catalog catalog) {
    return new FinetuneStage(catalog, WINNER);
  }

  /** The stages for what it is compared with. */
  static List<Stage> compared(Catalog catalog) {
    return COMPARED.stream().<Stage>map(tuned -> new FinetuneStage(catalog, tuned)).toList();
  }

  static SubnetFiles files(RunContext context) {
    return WINNER.files(context);
  }

  @Override
  public String name() {
    return tuned.stage();
  }

  @Override
  public void checkSettings(EffectiveConfig settings) {
    settings.bind(config -> TrainSettings.from(config, TrainSettings.FINETUNE));
  }

  @Override
  public boolean isWanted(EffectiveConfig settings) {
    return tuned.key().isEmpty() || catalog.transfers(settings);
  }

  @Override
  public boolean isDone(RunContext context) {
    StageInputs inputs = new StageInputs(context, catalog);
    return StageMarker.of(context.directory(), name()).matches(inputs.lineage().finetune())
        && (tuned.files(context).exist() || tuned.subnet().apply(inputs.searched()).isEmpty());
  }

  @Override
  public void run(RunContext context) {
    StageInputs inputs = new StageInputs(context, catalog);
    Optional<Measured> subnet = tuned.subnet().apply(inputs.searched());
    String weights = subnet.map(found -> train(inputs, found)).orElse("");
    StageMarker.of(context.directory(), name()).write(inputs.lineage().finetune(), weights);
  }

  /** Trains, stores the weights and returns their checksum. */
  private String train(StageInputs inputs, Measured subnet) {
    DenseSubnet inherited = inherited(inputs, subnet);
    Experiment target = inputs.target();
    TrainTask task = target.subnetTask(name(), inherited.shape(), target.finetune());
    CheckpointStore checkpoints =
        inputs.checkpoints(
            name(),
            inputs.lineage().task(target, TrainSettings.FINETUNE, task),
            task,
            inputs.lineage().require("train").toJson().toString());
    float[] trained =
        new TrainingRounds(name(), inputs)
            .train(
                target, checkpoints, task, () -> ParameterSnapshot.initial(inherited.parameters()));
    MadeFrom madeFrom = inputs.lineage().finetune();
    return tuned
        .files(inputs.context())
        .write(new DenseSubnet(inherited.shape(), trained), madeFrom);
  }

  private DenseSubnet inherited(StageInputs inputs, Measured subnet) {
    Experiment experiment = inputs.experiment();
    DenseSubnet inherited =
        experiment.supernet().extract(subnet.candidate().spec(), inputs.trained());
    return inputs.transfers()
        ? inherited.headed(
            inputs.target().data().head(), Seeds.child(experiment.seed(), "head of " + name()))
        : inherited;
  }

  @Override
  public void tabulate(RunContext context) {
    new TrainingRounds(name(), new StageInputs(context, catalog)).tabulate();
  }
}
