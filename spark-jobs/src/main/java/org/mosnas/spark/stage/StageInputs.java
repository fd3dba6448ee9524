package org.mosnas.spark.stage;

import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.objective.DistillationSettings;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.WarmStartSettings;
import org.mosnas.model.train.TrainSettings;
import org.mosnas.search.job.SearchOutcome;
import org.mosnas.search.latency.ProfileSettings;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.io.MadeFrom;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.profile.LatencyProfile;
import org.mosnas.spark.profile.ProfileJob;
import org.mosnas.spark.run.OutcomeFile;
import org.mosnas.spark.run.ProfileFiles;
import org.mosnas.spark.run.RunDirectory;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.run.StageMarker;
import org.mosnas.spark.task.Catalog;
import org.mosnas.spark.task.Task;
import org.mosnas.spark.task.TaskData;
import org.mosnas.spark.task.TaskEvaluation;
import org.mosnas.spark.train.CheckpointStore;
import org.mosnas.spark.train.TrainTask;

/** What earlier stages left in the run directory, read when asked for. */
final class StageInputs {
  /** Name of the stage that makes the data of the task to finetune on, if it is another one. */
  static final String PREPARE_TARGET = "prepare-target";

  private final RunContext context;
  private final Catalog catalog;
  private final Lineage lineage;
  private Experiment experiment;
  private Experiment target;
  private SupernetStart start;
  private PublishedTeacher teacher;

  StageInputs(RunContext context, Catalog catalog) {
    this.context = context;
    this.catalog = catalog;
    this.lineage =
        new Lineage(context, catalog, this::experiment, this::target, this::start, this::teacher);
  }

  EffectiveConfig settings() {
    return context.settings();
  }

  JavaSparkContext spark() {
    return JavaSparkContext.fromSparkContext(context.spark().get().sparkContext());
  }

  Path folder(String stage) {
    return context.directory().resolve(stage);
  }

  /** What results are to be made from. */
  Lineage lineage() {
    return lineage;
  }

  /** The supernet and all else that the configuration makes of the prepared data; read once. */
  Experiment experiment() {
    if (experiment == null) {
      TaskData data = data(catalog.task(settings()), "prepare", RunLayout.DATA);
      experiment = Experiment.of(settings(), catalog, data);
    }
    return experiment;
  }

  /**
   * What the searched subnet is finetuned and evaluated in: {@link #experiment()}, or the same
   * networks on the data of another task; read once.
   */
  Experiment target() {
    if (target == null) {
      target =
          transfers()
              ? experiment()
                  .on(data(catalog.target(settings()), PREPARE_TARGET, RunLayout.TARGET_DATA))
              : experiment();
    }
    return target;
  }

  /** What the supernet begins with, if that is a published network. */
  Optional<SupernetStart> start() {
    WarmStartSettings settings = settings().bind(WarmStartSettings::from);
    if (start == null && settings.from().isPresent()) {
      start = new SupernetStart(settings, context.directory().hadoop());
    }
    return Optional.ofNullable(start);
  }

  /** How often subnets are finetuned. */
  SweepSettings sweep() {
    return settings().bind(SweepSettings::from);
  }

  /** What the supernet learns from, if that is a published network. */
  Optional<PublishedTeacher> teacher() {
    boolean wanted =
        settings()
            .bind(config -> TrainSettings.from(config, TrainSettings.TRAIN))
            .teaching()
            .filter(how -> how.teacher() == DistillationSettings.Teacher.PUBLISHED)
            .isPresent();
    if (wanted && teacher == null) {
      String folder = settings().bind(DistillationSettings::folder).orElseThrow();
      teacher = new PublishedTeacher(folder, context.directory().hadoop());
    }
    return Optional.ofNullable(teacher);
  }

  /** How the searched subnet is trained from new weights. */
  TrainSettings fromScratch() {
    return FromScratchStage.training(settings(), catalog);
  }

  /** Whether the searched subnet is finetuned on another task. */
  boolean transfers() {
    return catalog.transfers(settings());
  }

  /** Prepared data, made with the settings of this command. */
  private TaskData data(Task task, String stage, String folder) {
    if (StageMarker.of(context.directory(), stage).fingerprint().isEmpty()) {
      throw lineage.refuse(stage, "is not done");
    }
    TaskData data =
        task.open(folder(folder), context.spark().get().sparkContext().hadoopConfiguration());
    data.difference(settings())
        .ifPresent(
            difference -> {
              throw lineage.refuse(
                  stage, "was made from other settings or inputs (" + difference + ")");
            });
    return data;
  }

  RunContext context() {
    return context;
  }

  /** How networks are scored on the test data of the task that the supernet was trained for. */
  TaskEvaluation evaluationBefore() {
    return catalog
        .task(settings())
        .evaluation(experiment().data(), settings(), context.spark().get());
  }

  /** What is finetuned besides the members. */
  List<FinetuneStage.Tuned> compared() {
    return FinetuneStage.compared(settings(), catalog).stream()
        .filter(tuned -> tuned.subnet(this).isPresent())
        .toList();
  }

  /** How networks are scored on the test data. */
  TaskEvaluation evaluation() {
    return catalog
        .target(settings())
        .evaluation(target().data(), settings(), context.spark().get());
  }

  SearchSpace space() {
    return catalog.space(settings()).space();
  }

  /**
   * The checkpoints of a stage that trains.
   *
   * @param weights what the weights are that it begins with, if they are of an earlier stage
   */
  CheckpointStore checkpoints(String stage, MadeFrom madeFrom, TrainTask task, String weights) {
    return new CheckpointStore(
        context.directory().files(),
        checkpointFolder(stage),
        task.supernet().layout(),
        madeFrom.fingerprint(),
        weights);
  }

  CheckpointStore supernetCheckpoints() {
    TrainTask task = experiment().supernetTask();
    return checkpoints("train", lineage.train(), task, "");
  }

  Path checkpointFolder(String stage) {
    return context.directory().resolve(RunLayout.checkpoints(stage));
  }

  /** The parameters of the trained supernet, read anew with every call; the caller closes them. */
  ParameterBank trained() {
    return trainedCheckpoints().parameters().orElseThrow();
  }

  /** The checkpoints of the trained supernet, which are there. */
  CheckpointStore trainedCheckpoints() {
    lineage.require("train");
    CheckpointStore checkpoints = supernetCheckpoints();
    if (!checkpoints.exist()) {
      throw missing("train", "checkpoints");
    }
    return checkpoints;
  }

  /** The parameters of the supernet, trained or as it begins; the caller closes them. */
  ParameterBank weights(FinetuneStage.Start start) {
    return start == FinetuneStage.Start.TRAINED
        ? trained()
        : start()
            .orElseThrow()
            .initial(experiment(), experiment().supernetTask(), context.spark().get());
  }

  ProfileFiles profileFiles() {
    return ProfileFiles.in(
        context.directory().files(), context.directory().path(), context.directory().hadoop());
  }

  LatencyProfile profile() {
    lineage.require("profile");
    return profileFiles().read(experiment().space(), target().timed().frame());
  }

  /** What times networks: those that will serve. */
  ProfileJob profileJob() {
    return new ProfileJob(
        spark(),
        target().timed(),
        settings().bind(ProfileSettings::from),
        target().space().referenceLength(),
        warning -> context.progress().note("warning: " + warning));
  }

  /** What the search for the winner came to. */
  SearchOutcome searched() {
    return searched(Member.of(settings()).get(0));
  }

  /** What the search for a member came to. */
  SearchOutcome searched(Member member) {
    return Outcomes.of(
        found(member),
        context.directory().resolve(RunLayout.outcome(member.folder())).toString(),
        space());
  }

  /** What is stored of the search for a member. */
  OutcomeFile found(Member member) {
    lineage.require("search");
    RunDirectory directory = context.directory();
    return OutcomeFile.in(directory.files(), directory.path(), member.folder());
  }

  private MosnasException missing(String stage, String what) {
    return new MosnasException(
        ErrorKind.DATA,
        folder(stage) + ": the " + what + " are gone; run \"mos " + stage + "\" again");
  }
}
