package org.mosnas.spark.stage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.mosnas.model.metric.Bleu;
import org.mosnas.model.metric.Chrf;
import org.mosnas.model.space.SpecJson;
import org.mosnas.model.space.TranslationSpec;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.text.TextPipeline;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.evaluate.EvaluateSettings;
import org.mosnas.spark.evaluate.MemoryFloorJob;
import org.mosnas.spark.evaluate.TranslateJob;
import org.mosnas.spark.job.Progress;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.job.StageMarker;
import org.mosnas.spark.prepare.TestSentence;
import org.mosnas.spark.search.SearchOutcome;
import org.mosnas.spark.search.SearchOutcome.Measured;

/**
 * Translates the test set with the winner and the baselines, scores them and the two floors, and
 * prints the table of the run.
 */
final class EvaluateStage implements Stage {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public void checkSettings(EffectiveConfig settings) {
    settings.bind(EvaluateSettings::from);
  }

  @Override
  public boolean isDone(RunContext context) {
    return StageMarker.of(context.directory(), name())
        .matches(fingerprint(new StageInputs(context)));
  }

  @Override
  public void run(RunContext context) {
    StageInputs inputs = new StageInputs(context);
    StageMarker marker = StageMarker.of(context.directory(), name());
    Evaluation evaluation = new Evaluation(context, inputs);
    marker.delete();
    evaluation.run();
    marker.write(fingerprint(inputs));
  }

  private static String fingerprint(StageInputs inputs) {
    return StageInputs.digest(
        List.of(
            inputs.fingerprint("finetune"),
            inputs.settings().bind(EvaluateSettings::from).toString()));
  }

  /** One evaluation at work. */
  private static final class Evaluation {
    private final RunContext context;
    private final StageInputs inputs;
    private final Experiment experiment;
    private final SearchOutcome outcome;
    private final JavaSparkContext spark;
    private final List<TestSentence> test;
    private final TextPipeline text;
    private final ResultTable table = new ResultTable();

    Evaluation(RunContext context, StageInputs inputs) {
      this.context = context;
      this.inputs = inputs;
      this.experiment = inputs.experiment();
      this.outcome = inputs.searched();
      this.spark = inputs.spark();
      this.test = experiment.data().test(context.spark().get());
      this.text = experiment.data().pipeline();
    }

    void run() {
      Map<String, Measured> inherited = new LinkedHashMap<>();
      inherited.put("largest", outcome.largest());
      inherited.put("smallest", outcome.smallest());
      outcome.randomBest().ifPresent(best -> inherited.put("random search", best));
      inherited.put("searched", outcome.winner());
      Progress.Work work = context.progress().start("evaluate", inherited.size() + 3);
      for (Map.Entry<String, Measured> entry : inherited.entrySet()) {
        Scores scores = scoreInherited(entry.getKey(), entry.getValue());
        context.record().baseline(entry.getKey().replace(' ', '-'), json(entry.getValue(), scores));
        table.add(entry.getKey() + ", inherited weights", scores, entry.getValue());
        work.advance(1, entry.getKey() + " BLEU " + scores.rounded());
      }
      Scores winner = scoreWinner();
      context.record().winner(json(outcome.winner(), winner));
      table.add("searched, finetuned", winner, outcome.winner());
      work.advance(1, "searched, finetuned BLEU " + winner.rounded());
      floor("copy", "copying the source", test.stream().map(TestSentence::sourceText).toList());
      work.advance(1);
      floor("translation-memory", "translation memory", memory());
      work.advance(1);
      work.done("BLEU " + winner.rounded() + " by the searched subnet");
      context.out().println(table.render(outcome.latencyLimitMillis(), winner.signature()));
      context
          .directory()
          .files()
          .writeText(
              new Path(inputs.folder("evaluate"), "table.txt"),
              table.render(outcome.latencyLimitMillis(), winner.signature()) + "\n");
    }

    private Scores scoreInherited(String name, Measured measured) {
      Supernet supernet = experiment.supernet();
      TranslationSpec spec = measured.candidate().spec();
      return score(
          name.replace(' ', '-') + "-inherited",
          supernet.extract(spec, inputs.trained(experiment).state().parameters()));
    }

    private Scores scoreWinner() {
      return score("winner", FinetuneStage.files(context).read(experiment.shape()));
    }

    private Scores score(String name, DenseSubnet subnet) {
      TranslateJob job =
          new TranslateJob(
              spark, experiment.model().engine(), inputs.settings().bind(EvaluateSettings::from));
      List<int[]> translations =
          job.translate(subnet, test.stream().map(TestSentence::sourceIds).toList());
      return score(name, translations.stream().map(text::decode).toList());
    }

    private Scores score(String name, List<String> hypotheses) {
      context
          .directory()
          .files()
          .writeText(
              new Path(inputs.folder("evaluate"), name + ".txt"),
              String.join("\n", hypotheses) + "\n");
      List<String> references = test.stream().map(TestSentence::targetText).toList();
      var bleu = Bleu.standard().corpus(hypotheses, references);
      var chrf = Chrf.standard().corpus(hypotheses, references);
      return new Scores(bleu.score(), chrf.score(), bleu.signature());
    }

    private void floor(String key, String title, List<String> hypotheses) {
      Scores scores = score(key, hypotheses);
      context.record().floor(key, JSON.createObjectNode().put("bleu", scores.bleu()));
      table.add(title, scores);
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

    private ObjectNode json(Measured measured, Scores scores) {
      var costs = measured.candidate().costs();
      ObjectNode node = JSON.createObjectNode();
      node.put("bleu", scores.bleu());
      node.put("chrf", scores.chrf());
      node.put("signature", scores.signature());
      ObjectNode latency = node.putObject("latencyMs");
      latency.put("predicted", costs.latencyMillis());
      latency.put("bound", costs.latencyBoundMillis());
      latency.put("measured", measured.measuredMillis());
      latency.put("limit", outcome.latencyLimitMillis().orElse(null));
      node.put("parameters", costs.parameters());
      node.put("flops", costs.flops());
      node.put("validationLoss", measured.candidate().loss());
      node.put("id", measured.candidate().spec().id());
      node.set("subnet", SpecJson.node(measured.candidate().spec()));
      return node;
    }
  }

  /** Scores of one system. */
  record Scores(double bleu, double chrf, String signature) {
    String rounded() {
      return String.format(java.util.Locale.ROOT, "%.2f", bleu);
    }
  }
}
