package org.mosnas.spark.stage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.mosnas.model.checksum.Checksums;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.network.Batch;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.train.ParameterSnapshot;
import org.mosnas.search.evolution.CostModel;
import org.mosnas.search.evolution.SearchProblem;
import org.mosnas.search.evolution.SearchSettings;
import org.mosnas.search.evolution.SearchState;
import org.mosnas.search.job.SearchJob;
import org.mosnas.search.job.SearchOutcome;
import org.mosnas.spark.cluster.Shared;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.io.MadeFrom;
import org.mosnas.spark.job.Progress;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.profile.LatencyProfile;
import org.mosnas.spark.profile.ProfileJob;
import org.mosnas.spark.profile.ProfiledHardware;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.run.StageMarker;
import org.mosnas.spark.tables.Tables;
import org.mosnas.spark.task.Catalog;
import org.mosnas.spark.train.LossJob;
import org.mosnas.spark.train.TrainTask;

/** Searches for the best subnet within the limits, and measures the finalists. */
final class SearchStage implements Stage {
  private final Catalog catalog;

  SearchStage(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public String name() {
    return "search";
  }

  @Override
  public void checkSettings(EffectiveConfig settings) {
    settings.bind(SearchSettings::from);
  }

  @Override
  public boolean isDone(RunContext context) {
    return StageMarker.of(context.directory(), name())
            .matches(new StageInputs(context, catalog).lineage().search())
        && context.directory().files().exists(context.directory().resolve(RunLayout.OUTCOME));
  }

  @Override
  public void run(RunContext context) {
    StageInputs inputs = new StageInputs(context, catalog);
    StageMarker marker = StageMarker.of(context.directory(), name());
    Path folder = inputs.folder(name());
    MadeFrom madeFrom = inputs.lineage().search();
    SearchOutcome outcome = search(context, inputs);
    String text = Outcomes.stored(outcome, madeFrom.fingerprint().value()).text();
    context.directory().files().writeText(context.directory().resolve(RunLayout.OUTCOME), text);
    context
        .directory()
        .files()
        .writeText(
            new Path(folder, SubnetFiles.SPEC), outcome.winner().candidate().spec().toText());
    marker.write(madeFrom, Checksums.sha256(text));
  }

  @Override
  public void tabulate(RunContext context) {
    StageInputs inputs = new StageInputs(context, catalog);
    SearchOutcome outcome = inputs.searched();
    Map<String, SearchState> states = new LinkedHashMap<>();
    SearchSpace space = inputs.space();
    for (String algorithm : SearchJob.names(inputs.settings().bind(SearchSettings::from))) {
      StoredStates.load(context.directory(), algorithm, space)
          .ifPresent(state -> states.put(algorithm, state));
    }
    context.tables().write(Tables.CANDIDATES, name(), new CandidateRows(space, outcome).of(states));
    context.tables().write(Tables.LATENCY, name(), LatencyRows.of(outcome, inputs.profile()));
  }

  private static SearchOutcome search(RunContext context, StageInputs inputs) {
    Experiment experiment = inputs.experiment();
    SearchSettings settings = inputs.settings().bind(SearchSettings::from);
    CostModel costs =
        CostModel.of(
            inputs.profile().estimator(),
            inputs.target().shape().costs(experiment.space().referenceLength()));
    SearchProblem problem =
        new SearchProblem(
            experiment.space(), costs, settings.limit().constraints(experiment.space(), costs));
    JavaSparkContext spark = inputs.spark();
    TrainTask task = experiment.supernetTask();
    List<Batch> validation =
        experiment.batches(experiment.data().validation(context.spark().get()));
    int searches = SearchJob.names(settings).size();
    try (Shared<ParameterSnapshot> state =
            Shared.of(spark, ParameterSnapshot.initial(inputs.trained()));
        Shared<List<Batch>> batches = Shared.of(spark, validation)) {
      Progress.Work work =
          context.progress().start("search", (long) searches * settings.evolution().generations());
      LossJob losses = new LossJob(spark, task, batches.broadcast());
      ProfileJob profile = inputs.profileJob();
      SearchJob job =
          new SearchJob(
              problem,
              settings,
              specs ->
                  losses.evaluate(specs, state.broadcast()).stream()
                      .mapToDouble(PassResult::loss)
                      .toArray(),
              profile::measure);
      SearchOutcome outcome =
          job.run(
              Seeds.child(experiment.seed(), "search"), new StoredStates(inputs, settings, work));
      noteOtherHardware(context, profile.measuredClasses(), inputs.profile());
      work.done(summary(outcome));
      return outcome;
    }
  }

  /** Predictions are of the hardware of the profile; executors of today may be others. */
  private static void noteOtherHardware(
      RunContext context, Set<String> measured, LatencyProfile profile) {
    Set<String> others = new TreeSet<>(measured);
    profile.hardware().stream()
        .filter(ProfiledHardware::wasMeasured)
        .forEach(known -> others.remove(known.hardwareClass()));
    others.forEach(
        other ->
            context
                .progress()
                .note(
                    "warning: measured on hardware class "
                        + other
                        + " too, which the latency table does not know; run \"mos profile\" again to"
                        + " have predictions for it"));
  }

  private static String summary(SearchOutcome outcome) {
    return String.format(
        Locale.ROOT,
        "%d subnets scored, winner %s: loss %.3f, %.2f ms predicted, %.2f ms measured, limit %s",
        outcome.evaluations(),
        outcome.winner().candidate().spec().id(),
        outcome.winner().candidate().loss(),
        outcome.winner().candidate().costs().latencyMillis(),
        outcome.winner().measuredMillis(),
        outcome
            .latencyLimitMillis()
            .map(limit -> String.format(Locale.ROOT, "%.2f ms", limit))
            .orElse("none"));
  }
}
