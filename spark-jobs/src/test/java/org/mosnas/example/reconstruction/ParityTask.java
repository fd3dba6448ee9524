package org.mosnas.example.reconstruction;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.mosnas.example.bags.Bag;
import org.mosnas.example.bags.BagBatch;
import org.mosnas.example.reconstruction.ReconstructionTask.BagSettings;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.Example;
import org.mosnas.model.network.Head;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.task.Batcher;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.MadeFrom;
import org.mosnas.spark.job.RunContext;
import org.mosnas.spark.job.Stage;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.run.StageMarker;
import org.mosnas.spark.task.Task;
import org.mosnas.spark.task.TaskData;
import org.mosnas.spark.task.TaskEvaluation;

/** Whether the words of a bag are even or odd: a task that follows {@link ReconstructionTask}. */
public final class ParityTask implements Task {
  private static final int CLASSES = 2;

  @Override
  public String name() {
    return "parity";
  }

  @Override
  public List<Stage> dataStages() {
    throw new UnsupportedOperationException("parity only follows another task");
  }

  @Override
  public List<Stage> targetStages() {
    return List.of(new CopyStage());
  }

  @Override
  public TaskData open(Path folder, Configuration hadoop) {
    return new ParityData((BagData) new ReconstructionTask().open(folder, hadoop));
  }

  @Override
  public Object evaluationSettings(EffectiveConfig settings) {
    return settings.bind(BagSettings::from);
  }

  @Override
  public TaskEvaluation evaluation(TaskData data, EffectiveConfig settings, SparkSession spark) {
    return new ParityEvaluation(((ParityData) data).bags().test());
  }

  private static int[] labels(List<Bag> bags) {
    return bags.stream().mapToInt(bag -> bag.ids()[0] % CLASSES).toArray();
  }

  /** Takes the bags of the other task as its own. */
  private static final class CopyStage implements Stage {
    @Override
    public String name() {
      return "prepare-target";
    }

    @Override
    public void checkSettings(EffectiveConfig settings) {
      settings.bind(BagSettings::from);
    }

    @Override
    public boolean isDone(RunContext context) {
      return false;
    }

    @Override
    public void run(RunContext context) {
      Path from = new Path(context.directory().resolve(RunLayout.DATA), ReconstructionTask.BAGS);
      Path to =
          new Path(context.directory().resolve(RunLayout.TARGET_DATA), ReconstructionTask.BAGS);
      AtomicFiles files = context.directory().files();
      files.writeText(to, files.readText(from));
      StageMarker.of(context.directory(), name())
          .write(MadeFrom.nothing().with("bags", files.sha256(to)), "");
    }
  }

  private record ParityData(BagData bags) implements TaskData {
    @Override
    public Batcher batcher() {
      return new ParityBatcher(new BagBatcher());
    }

    @Override
    public String fingerprint() {
      return bags.fingerprint();
    }

    @Override
    public Optional<String> difference(EffectiveConfig settings) {
      return bags.difference(settings);
    }

    @Override
    public List<Integer> vocabularies() {
      return bags.vocabularies();
    }

    @Override
    public Head head() {
      return Head.classes(CLASSES);
    }

    @Override
    public JavaRDD<List<Example>> trainShards(SparkSession spark, int workers) {
      return bags.trainShards(spark, workers);
    }

    @Override
    public List<Example> validation(SparkSession spark) {
      return bags.validation(spark);
    }
  }

  private record ParityBatcher(BagBatcher bags) implements Batcher {
    @Override
    public String noun() {
      return "bag";
    }

    @Override
    public Kept within(List<? extends Example> examples, int maxLength) {
      return bags.within(examples, maxLength);
    }

    @Override
    public List<int[]> plan(List<? extends Example> examples, int maxTokens, long seed) {
      return bags.plan(examples, maxTokens, seed);
    }

    @Override
    public Batch batch(List<? extends Example> examples, long seed) {
      List<Bag> some = examples.stream().map(Bag.class::cast).toList();
      return BagBatch.labelled(some, labels(some));
    }
  }

  private record ParityEvaluation(List<Bag> test) implements TaskEvaluation {
    @Override
    public List<Metric> metrics() {
      return List.of(Accuracy.METRIC);
    }

    @Override
    public String examples() {
      return "bags";
    }

    @Override
    public List<String> answers(DenseSubnet subnet) {
      return BagEvaluation.answers(subnet, BagBatch.labelled(test, labels(test)));
    }

    @Override
    public List<Baseline> baselines() {
      return List.of(new Baseline("even", "always even", Collections.nCopies(test.size(), "0")));
    }

    @Override
    public Scored score(List<String> answers) {
      return Accuracy.of(answers, labels(test));
    }
  }
}
