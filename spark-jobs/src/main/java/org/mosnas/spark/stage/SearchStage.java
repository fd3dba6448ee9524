package org.mosnas.spark.stage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.mosnas.model.checksum.Checksums;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.network.Batch;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.search.evolution.Constraints.Constraint;
import org.mosnas.search.evolution.CostModel;
import org.mosnas.search.evolution.SearchProblem;
import org.mosnas.search.evolution.SearchSettings;
import org.mosnas.search.evolution.SearchState;
import org.mosnas.search.job.FamilySearch;
import org.mosnas.search.job.SearchJob;
import org.mosnas.search.job.SearchOutcome;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.MadeFrom;
import org.mosnas.spark.job.Progress;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.profile.LatencyProfile;
import org.mosnas.spark.profile.ProfileJob;
import org.mosnas.spark.profile.ProfiledHardware;
import org.mosnas.spark.run.OutcomeFile;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.run.StageMarker;
import org.mosnas.spark.tables.TableRow;
import org.mosnas.spark.tables.Tables;
import org.mosnas.spark.task.Catalog;
import org.mosnas.spark.train.SupernetLosses;
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
        && Member.of(context.settings()).stream()
            .map(member -> context.directory().resolve(RunLayout.outcome(member.folder())))
            .allMatch(context.directory().files()::exists);
  }

  @Override
  public void run(RunContext context) {
    StageInputs inputs = new StageInputs(context, catalog);
    StageMarker marker = StageMarker.of(context.directory(), name());
    List<Member> members = Member.of(inputs.settings());
    MadeFrom madeFrom = inputs.lineage().search();
    search(context, inputs, members, madeFrom);
    String texts =
        members.stream()
            .map(member -> context.directory().resolve(RunLayout.outcome(member.folder())))
            .map(context.directory().files()::readText)
            .collect(Collectors.joining());
    marker.write(madeFrom, Checksums.sha256(texts));
  }

  @Override
  public void tabulate(RunContext context) {
    StageInputs inputs = new StageInputs(context, catalog);
    SearchSpace space = inputs.space();
    List<TableRow> candidates = new ArrayList<>();
    List<TableRow> latencies = new ArrayList<>();
    for (Member member : Member.of(inputs.settings())) {
      SearchOutcome outcome = inputs.searched(member);
      Map<String, SearchState> states = new LinkedHashMap<>();
      for (String algorithm : SearchJob.names(inputs.settings().bind(SearchSettings::from))) {
        StoredStates.load(context.directory(), member, algorithm, space)
            .ifPresent(state -> states.put(algorithm, state));
      }
      candidates.addAll(new CandidateRows(space, outcome, member).of(states));
      latencies.addAll(LatencyRows.of(outcome, member, inputs.profile()));
    }
    context.tables().write(Tables.CANDIDATES, name(), candidates);
    context.tables().write(Tables.LATENCY, name(), latencies);
  }

  private static void search(
      RunContext context, StageInputs inputs, List<Member> members, MadeFrom madeFrom) {
    Experiment experiment = inputs.experiment();
    SearchSettings settings = inputs.settings().bind(SearchSettings::from);
    List<SearchProblem> problems = problems(inputs, settings);
    problems.forEach(problem -> noteIdle(context, problem));
    JavaSparkContext spark = inputs.spark();
    TrainTask task = experiment.supernetTask();
    List<Batch> validation =
        experiment.batches(experiment.data().validation(context.spark().get()));
    int searches = members.size() * SearchJob.names(settings).size();
    try (SupernetLosses losses =
        new SupernetLosses(spark, task, inputs.trainedCheckpoints(), validation)) {
      Progress.Work work =
          context.progress().start("search", (long) searches * settings.evolution().generations());
      ProfileJob profile = inputs.profileJob();
      FamilySearch search =
          new FamilySearch(
              settings,
              specs -> losses.of(specs).stream().mapToDouble(PassResult::loss).toArray(),
              profile::measure);
      StoredStates stored = new StoredStates(inputs, settings, members, work);
      List<FamilySearch.Member> searched = new ArrayList<>();
      for (Member member : members) {
        searched.add(
            new FamilySearch.Member(
                problems.get(member.index()), stored.of(member), stored.outcome(member)));
      }
      List<SearchOutcome> outcomes =
          search.run(
              searched,
              Seeds.child(experiment.seed(), "search"),
              (index, outcome, scored) ->
                  store(
                      context,
                      members.get(index),
                      member(problems.get(index), scored),
                      Outcomes.stored(outcome, madeFrom.fingerprint().value()),
                      outcome));
      noteOtherHardware(context, profile.measuredClasses(), inputs.profile());
      for (Member member : members.subList(1, members.size())) {
        context.progress().note(member.title(summary(outcomes.get(member.index()))));
      }
      work.done(members.get(0).title(summary(outcomes.get(0))));
    }
  }

  private static List<SearchProblem> problems(StageInputs inputs, SearchSettings settings) {
    SearchSpace space = inputs.experiment().space();
    CostModel costs =
        CostModel.of(
            inputs.profile().estimator(), inputs.target().shape().costs(space.referenceLength()));
    return settings.members().stream()
        .map(
            member ->
                new SearchProblem(
                    space, costs, member.limit().constraints(space, costs).named(member.name())))
        .toList();
  }

  private static void noteIdle(RunContext context, SearchProblem problem) {
    String name = problem.constraints().name();
    for (Constraint idle : problem.idle()) {
      context
          .progress()
          .note(
              String.format(
                  Locale.ROOT,
                  "the limit %s%s limits nothing: every subnet of the space meets it",
                  name.isEmpty() ? "" : "\"" + name + "\", ",
                  idle));
    }
  }

  private static OutcomeFile.Member member(SearchProblem problem, int scored) {
    return new OutcomeFile.Member(
        problem.constraints().name(), problem.constraints().toString(), scored);
  }

  private static void store(
      RunContext context,
      Member member,
      OutcomeFile.Member described,
      OutcomeFile outcome,
      SearchOutcome found) {
    AtomicFiles files = context.directory().files();
    OutcomeFile stored = member.name().isEmpty() ? outcome : outcome.of(described);
    Path folder = context.directory().resolve(RunLayout.search(member.folder()));
    files.writeText(context.directory().resolve(RunLayout.outcome(member.folder())), stored.text());
    files.writeText(new Path(folder, SubnetFiles.SPEC), found.winner().candidate().spec().toText());
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
