package org.mosnas.spark.stage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.search.job.SearchOutcome;
import org.mosnas.search.job.SearchOutcome.Measured;
import org.mosnas.spark.job.Progress;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.run.EvaluatedSystem;
import org.mosnas.spark.run.EvaluatedSystem.Weights;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.task.TaskEvaluation;
import org.mosnas.spark.task.TaskEvaluation.Baseline;

/** The evaluation of a run: every system answers the test data, and the answers are scored. */
final class Evaluation {
  private final RunContext context;
  private final StageInputs inputs;
  private final Experiment experiment;
  private final Experiment target;
  private final SearchOutcome outcome;
  private final TaskEvaluation task;
  private Progress.Work work;

  Evaluation(StageInputs inputs) {
    this.context = inputs.context();
    this.inputs = inputs;
    this.experiment = inputs.experiment();
    this.target = inputs.target();
    this.outcome = inputs.searched();
    this.task = inputs.evaluation();
  }

  /** Scores all systems, records the scores and prints the table. */
  void run() {
    Map<String, Measured> inheriting = inputs.transfers() ? Map.of() : inheriting();
    List<FinetuneStage.Tuned> compared = compared();
    List<Baseline> withoutNetwork = task.baselines();
    boolean wantsScratch = inputs.settings().bind(FromScratchSettings::from).enabled();
    int networks = inheriting.size() + compared.size() + 1 + (wantsScratch ? 1 : 0);
    int systems = networks + withoutNetwork.size();
    work = context.progress().start("evaluate", systems);
    task.warnings().forEach(warning -> context.progress().note("warning: " + warning));
    List<SystemResult> baselines = new ArrayList<>();
    float[] trained = inputs.trained();
    inheriting.forEach((name, measured) -> baselines.add(inherited(name, measured, trained)));
    compared.forEach(tuned -> baselines.add(finetuned(tuned)));
    SystemResult winner =
        trained(
            EvaluatedSystem.WINNER,
            "searched, finetuned",
            Weights.FINETUNED,
            outcome.winner(),
            FinetuneStage.files(context));
    if (wantsScratch) {
      baselines.add(fromScratch());
    }
    withoutNetwork.forEach(baseline -> baselines.add(withoutNetwork(baseline)));
    EvaluationResult result = new EvaluationResult(winner, baselines, outcome.latencyLimitMillis());
    context.record().systems(result.systems());
    ResultTable table = new ResultTable(task, result);
    work.done(table.main(winner) + " by the searched subnet");
    print(table.render(wantsScratch ? budget() : ""));
  }

  /** The subnets whose inherited weights are scored, by name. */
  private Map<String, Measured> inheriting() {
    Map<String, Measured> subnets = new LinkedHashMap<>();
    subnets.put("largest", outcome.largest());
    subnets.put("smallest", outcome.smallest());
    outcome.randomBest().ifPresent(best -> subnets.put("random search", best));
    subnets.put("searched", outcome.winner());
    return subnets;
  }

  private SystemResult fromScratch() {
    return trained(
        EvaluatedSystem.FROM_SCRATCH,
        inputs.transfers() ? "searched, without pretraining" : "searched, from scratch",
        Weights.FROM_SCRATCH,
        outcome.winner(),
        FromScratchStage.files(context));
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

  private SystemResult inherited(String name, Measured measured, float[] trained) {
    SubnetSpec spec = measured.candidate().spec();
    String key = name.replace(' ', '-');
    return scored(
        key,
        name + ", inherited weights",
        Weights.INHERITED,
        Optional.of(measured),
        answers(key + "-inherited", experiment.supernet().extract(spec, trained)));
  }

  /** What is finetuned besides the winner, where inherited weights have no head for the task. */
  private List<FinetuneStage.Tuned> compared() {
    return inputs.transfers()
        ? FinetuneStage.COMPARED.stream()
            .filter(tuned -> tuned.subnet().apply(outcome).isPresent())
            .toList()
        : List.of();
  }

  private SystemResult finetuned(FinetuneStage.Tuned tuned) {
    return trained(
        tuned.key(),
        tuned.key().replace('-', ' ') + ", finetuned",
        Weights.FINETUNED,
        tuned.subnet().apply(outcome).orElseThrow(),
        tuned.files(context));
  }

  private SystemResult trained(
      String key, String title, Weights weights, Measured subnet, SubnetFiles files) {
    return scored(
        key,
        title,
        weights,
        Optional.of(subnet),
        answers(key, files.read(target.space(), target.shape())));
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
