package org.mosnas.spark.translation;

import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.mosnas.model.family.translation.TranslationSpaceSettings;
import org.mosnas.model.network.Example;
import org.mosnas.model.task.Batcher;
import org.mosnas.model.task.translation.TranslationBatcher;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.task.Task;
import org.mosnas.spark.task.TaskData;
import org.mosnas.spark.task.TaskEvaluation;
import org.mosnas.spark.task.TaskExport;
import org.mosnas.spark.task.TaskReport;
import org.mosnas.spark.translation.evaluate.EvaluateSettings;
import org.mosnas.spark.translation.evaluate.TranslationEvaluation;
import org.mosnas.spark.translation.export.TranslationExport;
import org.mosnas.spark.translation.prepare.PrepareSettings;
import org.mosnas.spark.translation.prepare.PreparedData;
import org.mosnas.spark.translation.report.TranslationReport;

/** Translation: parallel text in, BLEU and chrF out. */
public final class TranslationTask implements Task {
  /** Name of the task. */
  public static final String NAME = "translation";

  @Override
  public String name() {
    return NAME;
  }

  /** The stage that builds parallel text where the user has none. */
  public static Stage corpus() {
    return new CorpusStage();
  }

  @Override
  public List<Stage> dataStages() {
    return List.of(corpus(), new PrepareStage());
  }

  @Override
  public Object evaluationSettings(EffectiveConfig settings) {
    return settings.bind(EvaluateSettings::from);
  }

  @Override
  public TaskEvaluation evaluation(TaskData data, EffectiveConfig settings, SparkSession spark) {
    return new TranslationEvaluation(((Data) data).prepared(), settings, spark);
  }

  @Override
  public TaskData open(Path folder, Configuration hadoop) {
    return new Data(PreparedData.open(folder, hadoop));
  }

  /** What was prepared for this task. */
  public static PreparedData data(TaskData data) {
    return ((Data) data).prepared();
  }

  private record Data(PreparedData prepared) implements TaskData {
    @Override
    public Batcher batcher() {
      return new TranslationBatcher();
    }

    @Override
    public String fingerprint() {
      return prepared.manifest().fingerprint();
    }

    @Override
    public Optional<String> difference(EffectiveConfig settings) {
      return prepared
          .manifest()
          .difference(
              settings.bind(PrepareSettings::from),
              settings.bind(TranslationSpaceSettings::from).embeddings());
    }

    @Override
    public List<Integer> vocabularies() {
      return List.of(prepared.sourceVocabulary().size(), prepared.targetVocabulary().size());
    }

    @Override
    public JavaRDD<List<Example>> trainShards(SparkSession spark, int workers) {
      return prepared.shards(spark, workers).map(List::copyOf);
    }

    @Override
    public List<Example> validation(SparkSession spark) {
      return List.copyOf(prepared.valid(spark));
    }
  }

  @Override
  public List<TaskExport> exports() {
    return List.of(new TranslationExport());
  }

  @Override
  public TaskReport report() {
    return new TranslationReport();
  }
}
