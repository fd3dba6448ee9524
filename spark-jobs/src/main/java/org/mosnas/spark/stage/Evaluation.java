package org.mosnas.spark.stage;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.search.job.SearchOutcome;
import org.mosnas.search.job.SearchOutcome.Measured;
import org.mosnas.spark.job.Progress;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.run.EvaluatedSystem;
import org.mosnas.spark.run.EvaluatedSystem.Seeds;
import org.mosnas.spark.run.EvaluatedSystem.Weights;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.stage.FinetuneStage.Start;
import org.mosnas.spark.task.TaskEvaluation;
import org.mosnas.spark.task.TaskEvaluation.Baseline;
import org.mosnas.spark.task.TaskEvaluation.Scored;

/** The evaluation of a run: every system answers the test data, and the answers are scored. */
final class Evaluation {
  private final RunContext context;
  private final StageInputs inputs;
  private final Experiment experiment;
  private final Experiment target;
  private final List<Member> members;
  private final SearchOutcome outcome;
  private final TaskEvaluation task;
  private final Optional<TaskEvaluation> before;
  private final Map<Start, ParameterBank> weights = new EnumMap<>(Start.class);
  private Progress.Work work;

  Evaluation(StageInputs inputs) {
    this.context = inputs.context();
    this.inputs = inputs;
    this.experiment = inputs.experiment();
    this.target = inputs.target();
    this.members = Member.of(inputs.settings());
    this.outcome = inputs.searched();
    this.task = inputs.evaluation();
    this.before =
        inputs.settings().bind(ComparisonSettings::from).cut()
            ? Optional.of(inputs.evaluationBefore())
            : Optional.empty();
  }

  /** Scores all systems, records the scores and prints the table. */
  void run() {
    try {
      evaluate();
    } finally {
      weights.values().forEach(ParameterBank::close);
    }
  }

  private void evaluate() {
    List<Inheriting> inheriting = inputs.transfers() ? List.of() : inheriting();
    List<FinetuneStage.Tuned> compared = inputs.compared();
    List<Baseline> withoutNetwork = task.baselines();
    boolean wantsScratch = inputs.settings().bind(FromScratchSettings::from).enabled();
    int networks = inheriting.size() + compared.size() + members.size() * (wantsScratch ? 2 : 1);
    int systems = networks + withoutNetwork.size();
    work = context.progress().start("evaluate", systems);
    task.warnings().forEach(warning -> context.progress().note("warning: " + warning));
    List<SystemResult> baselines = new ArrayList<>();
    inheriting.forEach(subnet -> baselines.add(inherited(subnet)));
    compared.forEach(tuned -> baselines.add(finetuned(tuned.key(), tuned)));
    List<SystemResult> found = new ArrayList<>();
    for (Member member : members) {
      String key = member.isWinner() ? EvaluatedSystem.WINNER : "member-" + member.name();
      found.add(finetuned(key, FinetuneStage.Tuned.member(member)));
    }
    if (wantsScratch) {
      members.forEach(member -> baselines.add(fromScratch(member)));
    }
    withoutNetwork.forEach(baseline -> baselines.add(withoutNetwork(baseline)));
    EvaluationResult result =
        new EvaluationResult(
            found.get(0),
            found.subList(1, found.size()),
            baselines,
            members.stream().map(member -> inputs.searched(member).latencyLimitMillis()).toList());
    context.record().systems(result.systems());
    ResultTable table = new ResultTable(task, before, result);
    work.done(table.main(result.winner()) + " by the searched subnet");
    print(table.render(wantsScratch ? budget() : "", notes()));
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>(new FamilyNotes(inputs, members).lines());
    if (before.isPresent() && !inputs.start().orElseThrow().hasHead(experiment)) {
      notes.add(
          "the published network has no head for what the supernet was trained for: before"
              + " finetuning, it and what is cut from it answer with one that was drawn");
    }
    return notes;
  }

  /**
   * A subnet whose inherited weights are scored.
   *
   * @param name of the row
   */
  private record Inheriting(String name, Member member, Measured subnet) {
    String key() {
      return member.of(name.replace(' ', '-'));
    }
  }

  private List<Inheriting> inheriting() {
    Member winner = members.get(0);
    List<Inheriting> subnets = new ArrayList<>();
    subnets.add(new Inheriting("largest", winner, outcome.largest()));
    subnets.add(new Inheriting("smallest", winner, outcome.smallest()));
    outcome
        .randomBest()
        .ifPresent(best -> subnets.add(new Inheriting("random search", winner, best)));
    for (Member member : members) {
      subnets.add(new Inheriting("searched", member, inputs.searched(member).winner()));
    }
    return subnets;
  }

  private SystemResult fromScratch(Member member) {
    String title = inputs.transfers() ? "searched, without pretraining" : "searched, from scratch";
    return trained(
            FromScratchStage.name(member),
            member.of(EvaluatedSystem.FROM_SCRATCH),
            member.title(title),
            Weights.FROM_SCRATCH,
            inputs.searched(member).winner(),
            FromScratchStage.files(context, member))
        .of(member);
  }

  private String budget() {
    return inputs.settings().bind(FromScratchSettings::from).describe(inputs.fromScratch());
  }

  private void print(String table) {
    context.out().println(table);
    context
        .directory()
        .files()
        .writeText(context.directory().resolve(RunLayout.RESULT_TABLE), table + "\n");
  }

  private SystemResult inherited(Inheriting subnet) {
    boolean isSearched = subnet.name().equals("searched");
    String title = subnet.name() + ", inherited weights";
    return scored(
            subnet.key(),
            isSearched ? subnet.member().title(title) : title,
            Weights.INHERITED,
            Optional.of(subnet.subnet()),
            answers(subnet.key() + "-inherited", inherited(subnet.subnet(), Start.TRAINED)))
        .of(subnet.member());
  }

  private DenseSubnet inherited(Measured measured, Start start) {
    return experiment
        .supernet()
        .extract(measured.candidate().spec(), weights.computeIfAbsent(start, inputs::weights));
  }

  private SystemResult finetuned(String key, FinetuneStage.Tuned tuned) {
    Measured subnet = tuned.subnet(inputs).orElseThrow();
    return trained(
            tuned.stage(), key, tuned.title(), Weights.FINETUNED, subnet, tuned.files(context))
        .of(tuned.member())
        .before(before.map(own -> before(own, key, inherited(subnet, tuned.start()))));
  }

  private Scored before(TaskEvaluation own, String key, DenseSubnet subnet) {
    List<String> answers = own.answers(subnet);
    store(key + "-before", answers);
    return own.score(answers);
  }

  private SystemResult trained(
      String stage, String key, String title, Weights weights, Measured subnet, SubnetFiles files) {
    SystemResult result =
        scored(key, title, weights, Optional.of(subnet), answers(key, read(files)));
    return result.seeds(seeds(stage, result.scores()));
  }

  private DenseSubnet read(SubnetFiles files) {
    return files.read(target.space(), target.shape());
  }

  /** What the seeds of a sweep score; the first of them is scored already. */
  private Optional<Seeds> seeds(String stage, Scored best) {
    List<SubnetFiles> seeds = inputs.sweep().isWanted() ? Sweep.seeds(context, stage) : List.of();
    if (seeds.size() < 2) {
      return Optional.empty();
    }
    List<Double> values = new ArrayList<>(List.of(best.scores().get(0).value()));
    for (SubnetFiles seed : seeds.subList(1, seeds.size())) {
      values.add(task.score(task.answers(read(seed))).scores().get(0).value());
    }
    return Optional.of(Seeds.of(task.metrics().get(0).id(), values));
  }

  private SystemResult withoutNetwork(Baseline baseline) {
    store(baseline.key(), baseline.answers());
    return scored(
        baseline.key(), baseline.title(), Weights.NONE, Optional.empty(), baseline.answers());
  }

  private List<String> answers(String file, DenseSubnet subnet) {
    List<String> answers = task.answers(subnet);
    store(file, answers);
    return answers;
  }

  private void store(String name, List<String> answers) {
    context
        .directory()
        .files()
        .writeText(
            context.directory().resolve(RunLayout.translations(name)),
            String.join("\n", answers) + "\n");
  }

  private SystemResult scored(
      String key, String title, Weights weights, Optional<Measured> subnet, List<String> answers) {
    SystemResult result = new SystemResult(key, title, weights, subnet, task.score(answers));
    work.advance(1, title + " " + ResultTable.main(task, result));
    return result;
  }
}
