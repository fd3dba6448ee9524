package org.mosnas.spark.stage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.train.ParameterSnapshot;
import org.mosnas.model.train.TrainSettings;
import org.mosnas.search.job.SearchOutcome;
import org.mosnas.search.job.SearchOutcome.Measured;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.run.StageMarker;
import org.mosnas.spark.task.Catalog;
import org.mosnas.spark.train.FirstState;
import org.mosnas.spark.train.TrainTask;

/**
 * Trains a subnet on, from the weights it inherits from the supernet: the winner, the members of a
 * family and, where they are finetuned on another task than the supernet was trained for, those
 * that they are compared with: their inherited weights have no head for that task, so they are of
 * no use without. Where it is asked for also what is cut out of a published network, and that
 * network.
 */
final class FinetuneStage implements Stage {
  /** The stage that finetunes the winner. */
  static final String NAME = "finetune";

  /** The stage whose subnet the others learn from, where they learn from somebody. */
  static final String TEACHER = NAME + "-largest";

  private final Catalog catalog;
  private final Tuned tuned;

  private FinetuneStage(Catalog catalog, Tuned tuned) {
    this.catalog = catalog;
    this.tuned = tuned;
  }

  /** Where a subnet's first weights come from. */
  enum Start {
    /** The trained supernet. */
    TRAINED,
    /** The supernet as it was before its training. */
    PUBLISHED
  }

  /**
   * A subnet that is finetuned.
   *
   * @param key as the table's rows have it; that of the winner is its stage's
   * @param title as the table has it
   * @param member whose architecture it has; the winner for what belongs to none
   * @param start what it begins with
   * @param subnet which one it is, of what the search for the member came to, if there is one
   */
  record Tuned(
      String key,
      String title,
      Member member,
      Start start,
      Function<SearchOutcome, Optional<Measured>> subnet) {
    static Tuned member(Member member) {
      return new Tuned(
          member.isWinner() ? "" : member.name(),
          member.title("searched, finetuned"),
          member,
          Start.TRAINED,
          outcome -> Optional.of(outcome.winner()));
    }

    private static Tuned cut(Member member) {
      return new Tuned(
          member.of("cut"),
          member.title("cut from the published network, finetuned"),
          member,
          Start.PUBLISHED,
          outcome -> Optional.of(outcome.winner()));
    }

    /** Name of its stage. */
    String stage() {
      return key.isEmpty() ? NAME : NAME + "-" + key;
    }

    SubnetFiles files(RunContext context) {
      Path folder = context.directory().resolve(key.isEmpty() ? RunLayout.WINNER : stage());
      return new SubnetFiles(context.directory().files(), folder);
    }

    Optional<Measured> subnet(StageInputs inputs) {
      return subnet.apply(inputs.searched(member));
    }
  }

  /** What is finetuned besides the members, in the order of the table. */
  static List<Tuned> compared(EffectiveConfig settings, Catalog catalog) {
    List<Member> members = Member.of(settings);
    List<Tuned> compared = new ArrayList<>();
    if (catalog.transfers(settings)) {
      compared.add(
          compared("largest", members, Start.TRAINED, outcome -> Optional.of(outcome.largest())));
      compared.add(
          compared("smallest", members, Start.TRAINED, outcome -> Optional.of(outcome.smallest())));
      compared.add(compared("random-search", members, Start.TRAINED, SearchOutcome::randomBest));
    }
    if (settings.bind(ComparisonSettings::from).cut()) {
      compared.add(
          new Tuned(
              "published",
              "published network, finetuned",
              members.get(0),
              Start.PUBLISHED,
              outcome -> Optional.of(outcome.largest())));
      members.forEach(member -> compared.add(Tuned.cut(member)));
    }
    return compared;
  }

  private static Tuned compared(
      String key,
      List<Member> members,
      Start start,
      Function<SearchOutcome, Optional<Measured>> subnet) {
    String title = key.replace('-', ' ') + ", finetuned";
    return new Tuned(key, title, members.get(0), start, subnet);
  }

  /** All that is finetuned: the members, the winner first, and what they are compared with. */
  static List<Tuned> all(EffectiveConfig settings, Catalog catalog) {
    List<Tuned> all = new ArrayList<>();
    Member.of(settings).forEach(member -> all.add(Tuned.member(member)));
    all.addAll(compared(settings, catalog));
    return all;
  }

  /** How the subnet of a stage is trained: the teacher itself learns from nobody. */
  static TrainSettings training(EffectiveConfig settings, String stage) {
    TrainSettings training =
        settings.bind(config -> TrainSettings.from(config, TrainSettings.FINETUNE));
    return stage.equals(TEACHER) ? training.taught(Optional.empty()) : training;
  }

  /** The stages for all that is finetuned; first that of who may be a teacher. */
  static List<Stage> stages(EffectiveConfig settings, Catalog catalog) {
    return all(settings, catalog).stream()
        .sorted(Comparator.comparing(tuned -> !tuned.stage().equals(TEACHER)))
        .<Stage>map(tuned -> new FinetuneStage(catalog, tuned))
        .toList();
  }

  @Override
  public String name() {
    return tuned.stage();
  }

  @Override
  public void checkSettings(EffectiveConfig settings) {
    TrainSettings finetune =
        settings.bind(config -> TrainSettings.from(config, TrainSettings.FINETUNE));
    settings.bind(SweepSettings::from).check(finetune);
    FittingSettings.require(settings, catalog, TrainSettings.FINETUNE, catalog.target(settings));
    TeacherChecks.ofFinetuning(settings, catalog);
  }

  @Override
  public boolean isDone(RunContext context) {
    StageInputs inputs = new StageInputs(context, catalog);
    return StageMarker.of(context.directory(), name()).matches(inputs.lineage().finetune(name()))
        && (tuned.files(context).exist() || tuned.subnet(inputs).isEmpty());
  }

  @Override
  public void run(RunContext context) {
    StageInputs inputs = new StageInputs(context, catalog);
    Optional<Measured> subnet = tuned.subnet(inputs);
    String weights = subnet.map(found -> train(inputs, found)).orElse("");
    StageMarker.of(context.directory(), name()).write(inputs.lineage().finetune(name()), weights);
  }

  /** Trains, stores the weights and returns their checksum. */
  private String train(StageInputs inputs, Measured subnet) {
    Experiment target = inputs.target();
    DenseSubnet inherited = inherited(inputs, subnet);
    DenseSubnet first = headed(inputs, inherited, 1);
    TrainSettings training = training(inputs.settings(), name());
    Optional<DenseSubnet> teacher = training.teaching().map(how -> teacher(inputs));
    TrainTask task = target.subnetTask(name(), first.shape(), training);
    DenseSubnet trained =
        new SubnetTraining(name(), inputs, inputs.sweep(), teacher)
            .train(
                target,
                task,
                inputs.lineage().task(target, TrainSettings.FINETUNE, task),
                begunWith(inputs, teacher.isPresent()),
                new SubnetTraining.Start(
                    FirstState.given(first::toBank),
                    seed ->
                        ParameterSnapshot.initial(headed(inputs, inherited, seed).parameters())));
    return tuned.files(inputs.context()).write(trained, inputs.lineage().finetune(name()));
  }

  private DenseSubnet teacher(StageInputs inputs) {
    Path folder = inputs.context().directory().resolve(TEACHER);
    return new SubnetFiles(inputs.context().directory().files(), folder)
        .read(inputs.target().space(), inputs.target().shape());
  }

  /** What the weights are of that it begins with, and of the network that it learns from. */
  private static String begunWith(StageInputs inputs, boolean taught) {
    String supernet = inputs.lineage().require("train").toJson().toString();
    return taught ? supernet + inputs.lineage().require(TEACHER).toJson() : supernet;
  }

  /** With the weights of the supernet. */
  private DenseSubnet inherited(StageInputs inputs, Measured subnet) {
    try (ParameterBank weights = inputs.weights(tuned.start())) {
      return inputs.experiment().supernet().extract(subnet.candidate().spec(), weights);
    }
  }

  /** With a new head on another task, drawn anew for every seed. */
  private DenseSubnet headed(StageInputs inputs, DenseSubnet inherited, int seed) {
    long head = Seeds.child(inputs.experiment().seed(), "head of " + name());
    return inputs.transfers()
        ? inherited.headed(
            inputs.target().data().head(), seed == 1 ? head : Seeds.child(head, "trial", seed))
        : inherited;
  }

  @Override
  public void tabulate(RunContext context) {
    StageInputs inputs = new StageInputs(context, catalog);
    new SubnetTraining(name(), inputs, inputs.sweep(), Optional.empty()).tabulate();
  }
}
