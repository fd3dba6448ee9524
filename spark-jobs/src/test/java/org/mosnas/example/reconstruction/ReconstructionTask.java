package org.mosnas.example.reconstruction;

import com.typesafe.config.Config;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.mosnas.model.config.BlockSettings;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.task.Task;
import org.mosnas.spark.task.TaskData;
import org.mosnas.spark.task.TaskEvaluation;

/** Saying bags of words again: the smallest task that has all that a task needs. */
public final class ReconstructionTask implements Task {
  static final String BAGS = "bags.txt";

  @Override
  public String name() {
    return "reconstruction";
  }

  @Override
  public String defaults() {
    return "bags { count = 300, words = 20 }";
  }

  @Override
  public List<Stage> dataStages() {
    return List.of(new BagStage());
  }

  @Override
  public TaskData open(Path folder, Configuration hadoop) {
    Path file = new Path(folder, BAGS);
    return new BagData(AtomicFiles.on(file, hadoop).readLines(file));
  }

  @Override
  public Object evaluationSettings(EffectiveConfig settings) {
    return settings.bind(BagSettings::from);
  }

  @Override
  public TaskEvaluation evaluation(TaskData data, EffectiveConfig settings, SparkSession spark) {
    return new BagEvaluation(((BagData) data).test());
  }

  /** How many bags are drawn, and of how many words. */
  record BagSettings(int count, int words) {
    static BagSettings from(Config root) {
      return BlockSettings.read(
          root,
          "mosnas.bags",
          block -> new BagSettings(block.integer("count"), block.integer("words")));
    }
  }
}
