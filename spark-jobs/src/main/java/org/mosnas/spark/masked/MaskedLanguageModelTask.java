package org.mosnas.spark.masked;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.mosnas.model.network.Example;
import org.mosnas.model.network.Head;
import org.mosnas.model.task.Batcher;
import org.mosnas.model.task.masked.MaskedBatcher;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.data.TextCorpusStage;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.masked.evaluate.GuessEvaluation;
import org.mosnas.spark.masked.evaluate.PieceCounts;
import org.mosnas.spark.masked.prepare.PreparedText;
import org.mosnas.spark.masked.prepare.TextSettings;
import org.mosnas.spark.masked.report.MaskedReport;
import org.mosnas.spark.task.Foretold;
import org.mosnas.spark.task.Task;
import org.mosnas.spark.task.TaskData;
import org.mosnas.spark.task.TaskEvaluation;
import org.mosnas.spark.task.TaskReport;

/** Masked language modelling: text in, the share of hidden pieces that are guessed out. */
public final class MaskedLanguageModelTask implements Task {
  /** Name of the task. */
  public static final String NAME = "masked-language-model";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String defaults() {
    return TextSettings.defaults();
  }

  @Override
  public Foretold foretold(EffectiveConfig settings) {
    int length = settings.bind(TextSettings::from).packing().length();
    return new Foretold(
        new Foretold.Stated<>("mosnas.task = " + NAME, Head.Kind.TOKEN),
        Optional.of(new Foretold.Stated<>(TextSettings.PATH + ".length = " + length, length)));
  }

  @Override
  public List<Stage> dataStages() {
    return List.of(new TextCorpusStage(), new PrepareTextStage());
  }

  @Override
  public TaskData open(Path folder, Configuration hadoop) {
    return new Data(PreparedText.open(folder, hadoop));
  }

  /**
   * What decides which pieces of the test are hidden.
   *
   * @param seed of the run
   */
  private record HiddenBy(long seed) implements Serializable {}

  @Override
  public Object evaluationSettings(EffectiveConfig settings) {
    return new HiddenBy(settings.seed());
  }

  @Override
  public TaskReport report() {
    return new MaskedReport();
  }

  @Override
  public TaskEvaluation evaluation(TaskData data, EffectiveConfig settings, SparkSession spark) {
    return new GuessEvaluation(((Data) data).text(), settings, spark);
  }

  private record Data(PreparedText text) implements TaskData {
    @Override
    public Batcher batcher() {
      return new MaskedBatcher(text.manifest().masking(), text.wordPiece().vocabulary());
    }

    @Override
    public String fingerprint() {
      return text.manifest().fingerprint();
    }

    @Override
    public Optional<String> difference(EffectiveConfig settings) {
      return text.difference(settings.bind(TextSettings::from));
    }

    @Override
    public List<Integer> vocabularies() {
      return List.of(text.wordPiece().vocabulary().size());
    }

    @Override
    public Optional<float[]> answerFrequencies(SparkSession spark) {
      return Optional.of(PieceCounts.of(text, spark).logarithms());
    }

    @Override
    public JavaRDD<List<Example>> trainShards(SparkSession spark, int workers) {
      return text.shards(spark, workers).map(List::copyOf);
    }

    @Override
    public List<Example> validation(SparkSession spark) {
      return List.copyOf(text.valid(spark));
    }
  }
}
