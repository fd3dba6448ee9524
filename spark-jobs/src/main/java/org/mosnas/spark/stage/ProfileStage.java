package org.mosnas.spark.stage;

import java.util.Locale;
import org.mosnas.model.random.Seeds;
import org.mosnas.search.latency.ProfileSettings;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.job.Progress;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.profile.LatencyProfile;
import org.mosnas.spark.profile.ProfiledHardware;
import org.mosnas.spark.run.StageMarker;
import org.mosnas.spark.tables.Tables;
import org.mosnas.spark.task.Catalog;

/** Measures the blocks of the space on the executors. */
final class ProfileStage implements Stage {
  private final Catalog catalog;

  ProfileStage(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public String name() {
    return "profile";
  }

  @Override
  public void checkSettings(EffectiveConfig settings) {
    settings.bind(ProfileSettings::from);
  }

  @Override
  public boolean isDone(RunContext context) {
    StageInputs inputs = new StageInputs(context, catalog);
    return StageMarker.of(context.directory(), name()).matches(inputs.lineage().profile())
        && inputs.profileFiles().exist();
  }

  @Override
  public void run(RunContext context) {
    StageInputs inputs = new StageInputs(context, catalog);
    StageMarker marker = StageMarker.of(context.directory(), name());
    Experiment experiment = inputs.experiment();
    marker.delete();
    Progress.Work work = context.progress().start("profile", 0);
    LatencyProfile profile =
        inputs.profileJob().profile(experiment.space(), Seeds.child(experiment.seed(), "profile"));
    String table = inputs.profileFiles().write(profile, context.spark().get());
    marker.write(inputs.lineage().profile(), table);
    work.done(
        String.format(
            Locale.ROOT,
            "%d blocks%s, largest subnet %.2f ms, smallest %.2f ms, margin %.2f",
            profile.table().entries().size(),
            where(profile),
            profile.estimator().estimateMillis(experiment.space().largest()),
            profile.estimator().estimateMillis(experiment.space().smallest()),
            profile.calibration().margin()));
  }

  @Override
  public void tabulate(RunContext context) {
    context
        .tables()
        .write(Tables.LATENCY, name(), LatencyRows.of(new StageInputs(context, catalog).profile()));
  }

  private static String where(LatencyProfile profile) {
    long measured = profile.hardware().stream().filter(ProfiledHardware::wasMeasured).count();
    return measured < 2
        ? ""
        : String.format(
            Locale.ROOT,
            " on the slowest of %d classes of machines, %s",
            measured,
            profile.table().hardware().hardwareClass());
  }
}
