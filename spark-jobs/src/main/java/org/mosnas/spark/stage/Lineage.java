package org.mosnas.spark.stage;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.train.SubnetSchedule;
import org.mosnas.model.train.TrainSettings;
import org.mosnas.search.evolution.SearchSettings;
import org.mosnas.search.latency.ProfileSettings;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.io.FormerFingerprints;
import org.mosnas.spark.io.MadeFrom;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.run.StageMarker;
import org.mosnas.spark.run.StageResult;
import org.mosnas.spark.task.Catalog;
import org.mosnas.spark.train.TrainTask;

/**
 * What the result of each stage is to be made from: the settings of this command, and the results
 * of earlier stages that stand in the run directory.
 *
 * <p>A stage whose mark says so is done. A stage that builds on another asks for it with {@link
 * #require}: what was made from other settings or inputs is never used in silence.
 */
final class Lineage {
  private static final String DATA = "data";

  private final RunContext context;
  private final Catalog catalog;
  private final Supplier<Experiment> experiment;
  private final Supplier<Experiment> target;
  private final Supplier<Optional<SupernetStart>> start;
  private final Supplier<Optional<PublishedTeacher>> teacher;
  private final Map<String, StageResult> required = new LinkedHashMap<>();

  Lineage(
      RunContext context,
      Catalog catalog,
      Supplier<Experiment> experiment,
      Supplier<Experiment> target,
      Supplier<Optional<SupernetStart>> start,
      Supplier<Optional<PublishedTeacher>> teacher) {
    this.context = context;
    this.catalog = catalog;
    this.experiment = experiment;
    this.target = target;
    this.start = start;
    this.teacher = teacher;
  }

  MadeFrom train() {
    Experiment all = experiment.get();
    TrainTask task = all.supernetTask();
    MadeFrom supernet =
        start
            .get()
            .map(from -> parts(all, TrainSettings.TRAIN, task).with("init", from.origin()))
            .orElseGet(() -> task(all, TrainSettings.TRAIN, task));
    return teacher.get().map(from -> supernet.with("teacher", from.origin())).orElse(supernet);
  }

  /**
   * What a network that is trained is made from, but for the weights it begins with.
   *
   * @param all what it belongs to
   * @param block path of its settings, for messages
   */
  MadeFrom task(Experiment all, String block, TrainTask task) {
    return parts(all, block, task).formerly(former(all, task));
  }

  private static MadeFrom parts(Experiment all, String block, TrainTask task) {
    boolean mixes = task.mixture().mixes();
    MadeFrom madeFrom =
        MadeFrom.nothing()
            .with("shape", task.shape())
            .with("mixture", task.mixture())
            .with(key(block), task.settings())
            .with("engine", task.engine())
            .with("seed", task.seed())
            .with(DATA, all.data().fingerprint());
    if (mixes) {
      madeFrom = madeFrom.with("router-input", all.model().routerInput());
    }
    if (!(task.schedule() instanceof SubnetSchedule.Fixed)) {
      madeFrom = madeFrom.with("space", all.space());
    }
    return madeFrom;
  }

  private static String former(Experiment all, TrainTask task) {
    return FormerFingerprints.of(
        task.shape(),
        task.mixture(),
        task.mixture().mixes()
            ? FormerFingerprints.text(all.space()) + " " + all.model().routerInput()
            : "no router",
        task.settings(),
        task.schedule(),
        task.engine(),
        task.seed(),
        all.data().fingerprint());
  }

  MadeFrom profile() {
    Experiment all = target.get();
    ProfileSettings settings = settings().bind(ProfileSettings::from);
    return MadeFrom.nothing()
        .with("space", all.space())
        .with("shape", all.shape())
        .with("engine", all.model().engine())
        .with("profile", settings)
        .formerly(FormerFingerprints.of(all.space(), all.shape(), all.model().engine(), settings));
  }

  MadeFrom search() {
    StageResult train = require("train");
    StageResult profile = require("profile");
    SearchSettings settings = settings().bind(SearchSettings::from);
    ValidationSettings validation = settings().bind(ValidationSettings::from);
    return MadeFrom.nothing()
        .with("train", train.toJson())
        .with("profile", profile.toJson())
        .with("search", settings)
        .with("validation", validation)
        .formerly(
            FormerFingerprints.of(
                train.fingerprint(), profile.fingerprint(), settings, validation));
  }

  MadeFrom finetune() {
    return finetune(FinetuneStage.NAME);
  }

  /**
   * What a subnet is finetuned from, and from whom it learns.
   *
   * @param stage that finetunes it
   */
  MadeFrom finetune(String stage) {
    TrainSettings training = FinetuneStage.training(settings(), stage);
    MadeFrom alone = afterSearch(TrainSettings.FINETUNE, training);
    return training.teaching().isPresent()
        ? alone.with("teacher", require(FinetuneStage.TEACHER).toJson())
        : alone;
  }

  MadeFrom fromScratch() {
    return afterSearch(FromScratchSettings.PATH, FromScratchStage.training(settings(), catalog));
  }

  private MadeFrom afterSearch(String block, TrainSettings settings) {
    StageResult search = require("search");
    MadeFrom madeFrom =
        MadeFrom.nothing().with("search", search.toJson()).with(key(block), settings);
    SweepSettings sweep = settings().bind(SweepSettings::from);
    if (sweep.isWanted()) {
      madeFrom = madeFrom.with(key(SweepSettings.PATH), sweep);
    }
    if (catalog.transfers(settings())) {
      madeFrom = madeFrom.with(RunLayout.TARGET_DATA, target.get().data().fingerprint());
    }
    if (sweep.isWanted() || catalog.transfers(settings())) {
      return madeFrom; // older versions knew neither
    }
    return madeFrom.formerly(FormerFingerprints.of(search.fingerprint(), settings));
  }

  MadeFrom evaluate() {
    StageResult finetune = require("finetune");
    Object settings = catalog.target(settings()).evaluationSettings(settings());
    MadeFrom madeFrom =
        MadeFrom.nothing().with("finetune", finetune.toJson()).with("evaluate", settings);
    for (FinetuneStage.Tuned tuned : FinetuneStage.all(settings(), catalog)) {
      if (!tuned.stage().equals(FinetuneStage.NAME)) {
        madeFrom = madeFrom.with(tuned.stage(), require(tuned.stage()).toJson());
      }
    }
    if (settings().bind(ComparisonSettings::from).cut()) {
      madeFrom =
          madeFrom.with("evaluate-before", catalog.task(settings()).evaluationSettings(settings()));
    }
    String scratch = "";
    if (settings().bind(FromScratchSettings::from).enabled()) {
      for (Member member : Member.of(settings())) {
        StageResult trained = require(FromScratchStage.name(member));
        madeFrom = madeFrom.with(FromScratchStage.name(member), trained.toJson());
        scratch += trained.fingerprint();
      }
    }
    return madeFrom.formerly(
        FormerFingerprints.of(finetune.fingerprint(), FormerFingerprints.text(settings) + scratch));
  }

  /**
   * The result of a stage as an input.
   *
   * @throws MosnasException of kind USAGE if the stage is not done, or if its result was made from
   *     other settings or inputs than this command's
   */
  StageResult require(String stage) {
    StageResult known = required.get(stage);
    if (known != null) {
      return known;
    }
    StageMarker marker = StageMarker.of(context.directory(), stage);
    Optional<StageResult> input = marker.asInput();
    if (input.isEmpty()) {
      throw refuse(stage, "is not done");
    }
    MadeFrom wanted = wanted(stage);
    if (!marker.matches(wanted)) {
      String difference =
          marker
              .madeFrom()
              .map(found -> wanted.difference(found).orElse("its mark is damaged"))
              .orElse("it is of an older version");
      throw refuse(stage, "was made from other settings or inputs (" + difference + ")");
    }
    required.put(stage, input.get());
    return input.get();
  }

  private MadeFrom wanted(String stage) {
    return switch (stage) {
      case "train" -> train();
      case "profile" -> profile();
      case "search" -> search();
      default -> {
        if (isFromScratch(stage)) {
          yield fromScratch();
        }
        if (!isFinetuned(stage)) {
          throw new IllegalArgumentException("nothing is made from stage " + stage);
        }
        yield finetune(stage);
      }
    };
  }

  private boolean isFinetuned(String stage) {
    return FinetuneStage.all(settings(), catalog).stream()
        .anyMatch(tuned -> tuned.stage().equals(stage));
  }

  private boolean isFromScratch(String stage) {
    return Member.of(settings()).stream()
        .anyMatch(member -> FromScratchStage.name(member).equals(stage));
  }

  MosnasException refuse(String stage, String why) {
    return new MosnasException(
        ErrorKind.USAGE,
        String.format(
            Locale.ROOT,
            "%s: stage %s %s; run \"mos %s\" with this --run-dir first, or \"mos run\" for all stages",
            context.directory().shown(),
            stage,
            why,
            command(stage)));
  }

  /** The command that does a stage. */
  private String command(String stage) {
    if (stage.equals(StageInputs.PREPARE_TARGET)) {
      return "prepare";
    }
    return isFinetuned(stage) || isFromScratch(stage) ? FinetuneStage.NAME : stage;
  }

  private EffectiveConfig settings() {
    return context.settings();
  }

  /** A block as users write it in {@code --set}. */
  private static String key(String block) {
    return block.substring(block.indexOf('.') + 1);
  }
}
