package org.mosnas.spark.translation.evaluate;

import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.mosnas.model.metric.Bootstrap.ConfidenceInterval;
import org.mosnas.model.metric.Bootstrap.PairedTest;
import org.mosnas.model.metric.InputCheck;
import org.mosnas.model.metric.SystemScores;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ModelSettings;
import org.mosnas.model.text.TextPipeline;
import org.mosnas.model.train.TrainSettings;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.run.EvaluatedSystem.Difference;
import org.mosnas.spark.run.EvaluatedSystem.Interval;
import org.mosnas.spark.run.EvaluatedSystem.Score;
import org.mosnas.spark.task.TaskEvaluation;
import org.mosnas.spark.translation.prepare.PreparedData;
import org.mosnas.spark.translation.prepare.PreparedData.TestSentence;

/** Translations of the test set on the executors, scored by BLEU and chrF. */
public final class TranslationEvaluation implements TaskEvaluation {
  private final PreparedData data;
  private final EffectiveConfig settings;
  private final SparkSession spark;
  private final List<TestSentence> test;
  private final TextPipeline text;
  private final List<String> references;

  /** An evaluation on the test set of some data. */
  public TranslationEvaluation(PreparedData data, EffectiveConfig settings, SparkSession spark) {
    this.data = data;
    this.settings = settings;
    this.spark = spark;
    this.test = data.test(spark);
    this.text = data.pipeline();
    this.references = test.stream().map(TestSentence::targetText).toList();
  }

  @Override
  public List<Metric> metrics() {
    return List.of(new Metric(Score.BLEU, "BLEU"), new Metric(Score.CHRF2, "chrF2"));
  }

  @Override
  public String examples() {
    return "sentences";
  }

  @Override
  public List<String> warnings() {
    return InputCheck.warnings("the test reference", references);
  }

  @Override
  public List<String> answers(DenseSubnet subnet) {
    TranslateJob job =
        new TranslateJob(
            context(),
            settings.bind(ModelSettings::from).engine(),
            settings.bind(EvaluateSettings::from));
    return job.translate(subnet, sources()).stream().map(text::decode).toList();
  }

  @Override
  public List<Baseline> baselines() {
    List<String> copies = test.stream().map(TestSentence::sourceText).toList();
    return List.of(
        new Baseline("copy", "copying the source", copies),
        new Baseline("translation-memory", "translation memory", memory()));
  }

  private List<String> memory() {
    int workers =
        settings
            .bind(config -> TrainSettings.from(config, TrainSettings.TRAIN))
            .batching()
            .workers();
    return TranslationMemoryJob.translate(context(), data.shards(spark, workers), sources())
        .stream()
        .map(text::decode)
        .toList();
  }

  private List<int[]> sources() {
    return test.stream().map(TestSentence::sourceIds).toList();
  }

  private JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  @Override
  public Scored score(List<String> answers) {
    return scored(answers, references);
  }

  /** The scores of some translations beside their references. */
  public static Scored scored(List<String> translations, List<String> references) {
    return new Translated(SystemScores.of(translations, references));
  }

  @Override
  public List<String> notes(Scored winner) {
    SystemScores scores = ((Translated) winner).system();
    return List.of(
        "BLEU " + scores.bleu().bootstrapSignature(),
        "chrF2 " + scores.chrf().bootstrapSignature());
  }

  private record Translated(SystemScores system) implements Scored {
    @Override
    public int examples() {
      return system.sentences();
    }

    @Override
    public List<Score> scores() {
      return List.of(
          score(Score.BLEU, system.bleu(), Optional.empty()),
          score(Score.CHRF2, system.chrf(), Optional.empty()));
    }

    @Override
    public List<Score> behind(Scored winner) {
      SystemScores best = ((Translated) winner).system();
      return List.of(
          score(Score.BLEU, system.bleu(), Optional.of(best.bleuAgainst(system))),
          score(Score.CHRF2, system.chrf(), Optional.of(best.chrfAgainst(system))));
    }

    private static Score score(String metric, SystemScores.Score score, Optional<PairedTest> test) {
      ConfidenceInterval interval = score.interval();
      return new Score(
          metric,
          score.value(),
          Optional.of(
              new Interval(
                  interval.lower(), interval.upper(), interval.mean(), score.bootstrapSignature())),
          Optional.of(score.signature()),
          test.map(found -> new Difference(found.difference(), found.pValue())));
    }
  }
}
