package org.mosnas.spark.stage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.mosnas.model.metric.InputCheck;
import org.mosnas.model.metric.SystemScores;
import org.mosnas.model.space.TranslationSpec;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.text.TextPipeline;
import org.mosnas.spark.evaluate.EvaluateSettings;
import org.mosnas.spark.evaluate.MemoryFloorJob;
import org.mosnas.spark.evaluate.TranslateJob;
import org.mosnas.spark.job.Progress;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.prepare.TestSentence;
import org.mosnas.spark.search.SearchOutcome;
import org.mosnas.spark.search.SearchOutcome.Measured;

/** Translations and scores of the winner, the baselines and the floors, by one run of the stage. */
final class Evaluation {
  private static final int FLOORS = 2;

  private final RunContext context;
  private final StageInputs inputs;
  private final Experiment experiment;
  private final SearchOutcome outcome;
  private final JavaSparkContext spark;
  private final List<TestSentence> test;
  private final TextPipeline text;
  private final List<String> references;
  private Progress.Work work;

  Evaluation(RunContext context, StageInputs inputs) {
    this.context = context;
    this.inputs = inputs;
    this.experiment = inputs.experiment();
    this.outcome = inputs.searched();
    this.spark = inputs.spark();
    this.test = experiment.data().test(context.spark().get());
    this.text = experiment.data().pipeline();
    this.references = test.stream().map(TestSentence::targetText).toList();
  }

  /** Scores everything, records it and prints the table of the run. */
  void run() {
    Map<String, Measured> inheriting = inheriting();
    boolean wantsScratch = inputs.settings().bind(FromScratchSettings::from).enabled();
    int systems = inheriting.size() + 1 + (wantsScratch ? 1 : 0) + FLOORS;
    work = context.progress().start("evaluate", systems);
    InputCheck.warnings("the test reference", references)
        .forEach(warning -> context.progress().note("warning: " + warning));
    List<SystemResult> baselines = new ArrayList<>();
    float[] trained = inputs.trained();
    inheriting.forEach((name, measured) -> baselines.add(inherited(name, measured, trained)));
    SystemResult winner = searched("winner", "searched, finetuned", FinetuneStage.files(context));
    Optional<SystemResult> fromScratch =
        wantsScratch ? Optional.of(fromScratch()) : Optional.empty();
    EvaluationResult result =
        new EvaluationResult(
            winner, fromScratch, baselines, floors(), outcome.latencyLimitMillis());
    result.record(context.record());
    work.done("BLEU " + winner.scores().bleu().rounded() + " by the searched subnet");
    print(new ResultTable(result).render(wantsScratch ? budget() : ""));
  }

  /** The subnets that are scored with the weights they inherit, by name. */
  private Map<String, Measured> inheriting() {
    Map<String, Measured> subnets = new LinkedHashMap<>();
    subnets.put("largest", outcome.largest());
    subnets.put("smallest", outcome.smallest());
    outcome.randomBest().ifPresent(best -> subnets.put("random search", best));
    subnets.put("searched", outcome.winner());
    return subnets;
  }

  private SystemResult fromScratch() {
    return searched(
        FromScratchStage.NAME, "searched, from scratch", FromScratchStage.files(context));
  }

  private List<SystemResult> floors() {
    List<String> copies = test.stream().map(TestSentence::sourceText).toList();
    return List.of(
        scored("copy", "copying the source", Optional.empty(), copies),
        scored("translation-memory", "translation memory", Optional.empty(), memory()));
  }

  private String budget() {
    return inputs
        .settings()
        .bind(FromScratchSettings::from)
        .describe(FromScratchStage.training(inputs.settings()));
  }

  private void print(String table) {
    context.out().println(table);
    context
        .directory()
        .files()
        .writeText(new Path(inputs.folder("evaluate"), "table.txt"), table + "\n");
  }

  private SystemResult inherited(String name, Measured measured, float[] trained) {
    TranslationSpec spec = measured.candidate().spec();
    String key = name.replace(' ', '-');
    return scored(
        key,
        name + ", inherited weights",
        Optional.of(measured),
        translate(key + "-inherited", experiment.supernet().extract(spec, trained)));
  }

  private SystemResult searched(String key, String title, SubnetFiles files) {
    return scored(
        key, title, Optional.of(outcome.winner()), translate(key, files.read(experiment.shape())));
  }

  private List<String> translate(String file, DenseSubnet subnet) {
    TranslateJob job =
        new TranslateJob(
            spark, experiment.model().engine(), inputs.settings().bind(EvaluateSettings::from));
    List<String> translations =
        job.translate(subnet, test.stream().map(TestSentence::sourceIds).toList()).stream()
            .map(text::decode)
            .toList();
    store(file, translations);
    return translations;
  }

  private void store(String name, List<String> translations) {
    context
        .directory()
        .files()
        .writeText(
            new Path(inputs.folder("evaluate"), name + ".txt"),
            String.join("\n", translations) + "\n");
  }

  private SystemResult scored(
      String key, String title, Optional<Measured> subnet, List<String> translations) {
    if (subnet.isEmpty()) {
      store(key, translations);
    }
    SystemScores scores = SystemScores.of(translations, references);
    work.advance(1, title + " BLEU " + scores.bleu().rounded());
    return new SystemResult(key, title, subnet, scores);
  }

  private List<String> memory() {
    int workers = experiment.train().batching().workers();
    return MemoryFloorJob.translate(
            spark,
            experiment.data().trainShards(context.spark().get(), workers),
            test.stream().map(TestSentence::sourceIds).toList())
        .stream()
        .map(text::decode)
        .toList();
  }
}
