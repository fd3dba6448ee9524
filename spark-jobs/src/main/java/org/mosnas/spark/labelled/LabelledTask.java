package org.mosnas.spark.labelled;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.labelled.evaluate.LabelledEvaluateSettings;
import org.mosnas.spark.labelled.evaluate.LabelledEvaluation;
import org.mosnas.spark.labelled.export.LabelledExport;
import org.mosnas.spark.labelled.export.PublishedExport;
import org.mosnas.spark.labelled.prepare.LabelledData;
import org.mosnas.spark.labelled.prepare.LabelledSettings;
import org.mosnas.spark.labelled.report.LabelledReport;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.stage.MainJob;
import org.mosnas.spark.task.Foretold;
import org.mosnas.spark.task.Task;
import org.mosnas.spark.task.TaskData;
import org.mosnas.spark.task.TaskEvaluation;
import org.mosnas.spark.task.TaskExport;
import org.mosnas.spark.task.TaskReport;

/** Classification and regression of texts and of pairs of texts. */
public final class LabelledTask implements Task {
  /** Name of the task. */
  public static final String NAME = "labelled";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String defaults() {
    return LabelledSettings.defaults() + "\n" + TokenizerSettings.DEFAULTS;
  }

  @Override
  public Foretold foretold(EffectiveConfig settings) {
    return settings.bind(LabelledSettings::from).foretold();
  }

  @Override
  public List<Stage> dataStages() {
    return List.of(
        new LabelledStage("prepare", RunLayout.DATA, MainJob.MADE_FROM_DATA, new NamedTokenizer()));
  }

  @Override
  public List<Stage> targetStages() {
    return List.of(
        new LabelledStage(
            "prepare-target",
            RunLayout.TARGET_DATA,
            MainJob.MADE_FROM_TARGET_DATA,
            new PretrainedTokenizer()));
  }

  @Override
  public List<TaskExport> exports() {
    return List.of(new LabelledExport(), new PublishedExport());
  }

  @Override
  public TaskData open(Path folder, Configuration hadoop) {
    return LabelledData.open(folder, hadoop);
  }

  @Override
  public Object evaluationSettings(EffectiveConfig settings) {
    return settings.bind(LabelledEvaluateSettings::from);
  }

  @Override
  public TaskReport report() {
    return new LabelledReport();
  }

  @Override
  public TaskEvaluation evaluation(TaskData data, EffectiveConfig settings, SparkSession spark) {
    return new LabelledEvaluation(
        (LabelledData) data, settings.bind(LabelledEvaluateSettings::from), spark);
  }
}
