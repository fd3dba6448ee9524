package org.mosnas.spark.stage;

import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.search.latency.ProfileSettings;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.job.StageMarker;
import org.mosnas.spark.prepare.PreparedData;
import org.mosnas.spark.profile.LatencyProfile;
import org.mosnas.spark.profile.ProfileJob;
import org.mosnas.spark.search.SearchOutcome;
import org.mosnas.spark.train.CheckpointStore;
import org.mosnas.spark.train.TrainTask;

/** What earlier stages left in the run directory, read when asked for. */
final class StageInputs {
  private final RunContext context;

  StageInputs(RunContext context) {
    this.context = context;
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

  /** The fingerprint of a stage that has to be done. */
  String fingerprint(String stage) {
    String fingerprint = StageMarker.of(context.directory(), stage).fingerprint();
    if (fingerprint.isEmpty()) {
      throw new MosnasException(
          ErrorKind.USAGE,
          context.directory().shown()
              + ": stage "
              + stage
              + " is not done; run \"mos "
              + (stage.equals(FromScratchStage.NAME) ? "finetune" : stage)
              + "\" with this --run-dir first, or \"mos run\" for all stages");
    }
    return fingerprint;
  }

  Experiment experiment() {
    fingerprint("prepare");
    PreparedData data =
        PreparedData.open(
            folder(PrepareStage.FOLDER),
            context.spark().get().sparkContext().hadoopConfiguration());
    return Experiment.of(settings(), data);
  }

  CheckpointStore checkpoints(Experiment experiment, TrainTask task, String stage) {
    return new CheckpointStore(
        context.directory().files(),
        checkpointFolder(stage),
        task.supernet().layout(),
        experiment.fingerprint(task));
  }

  Path checkpointFolder(String stage) {
    return new Path(folder(stage), "checkpoints");
  }

  /** The parameters of the trained supernet, read anew with every call. */
  float[] trained(Experiment experiment) {
    fingerprint("train");
    TrainTask task = experiment.supernetTask();
    return checkpoints(experiment, task, "train")
        .parameters()
        .orElseThrow(() -> missing("train", "checkpoints"));
  }

  ProfileFiles profileFiles() {
    return new ProfileFiles(
        context.directory().files(), new Path(folder("profile"), "latency"), context.spark().get());
  }

  LatencyProfile profile() {
    fingerprint("profile");
    return profileFiles().read();
  }

  ProfileJob profileJob(Experiment experiment) {
    return new ProfileJob(
        spark(),
        experiment.model().engine(),
        experiment.shape(),
        settings().bind(ProfileSettings::from),
        experiment.space().referenceLength());
  }

  SearchOutcome searched() {
    fingerprint("search");
    Path file = new Path(folder("search"), SearchStage.OUTCOME);
    return OutcomeJson.parse(context.directory().files().readText(file), file.toString());
  }

  private MosnasException missing(String stage, String what) {
    return new MosnasException(
        ErrorKind.DATA,
        folder(stage) + ": the " + what + " are gone; run \"mos " + stage + "\" again");
  }
}
