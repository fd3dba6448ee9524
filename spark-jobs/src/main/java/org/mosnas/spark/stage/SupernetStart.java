package org.mosnas.spark.stage;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.mosnas.model.config.FormerValue;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.family.PublishedNetwork;
import org.mosnas.model.network.Example;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ImportanceOrder;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.WarmStart;
import org.mosnas.model.supernet.WarmStartSettings;
import org.mosnas.model.train.BatchStream;
import org.mosnas.model.train.Importances;
import org.mosnas.model.train.TrainSettings.Batching;
import org.mosnas.spark.train.TrainTask;

/** A supernet that begins with the weights of a published network. */
final class SupernetStart {
  private static final int GRADIENT_BATCHES = 8;

  private final PublishedFolder folder;
  private final WarmStartSettings settings;

  /**
   * The start that settings name.
   *
   * @param settings with a folder
   */
  SupernetStart(WarmStartSettings settings, Configuration hadoop) {
    this.folder =
        new PublishedFolder(
            WarmStartSettings.PATH + ".from", settings.from().orElseThrow(), hadoop);
    this.settings = settings;
  }

  /**
   * What the first weights are made from, wherever the files lie.
   *
   * @param files checksums by name
   * @param spread of experts
   * @param order of units
   */
  record Origin(
      Map<String, String> files, double spread, @FormerValue("\"NONE\"") ImportanceOrder order) {}

  Origin origin() {
    return new Origin(folder.checksums(), settings.spread(), settings.order());
  }

  /**
   * The first weights of a supernet of an experiment; the caller closes them.
   *
   * @param spark has the training examples
   */
  ParameterBank initial(Experiment experiment, TrainTask task, SparkSession spark) {
    PublishedNetwork read = experiment.family().published(folder, task.seed());
    DenseSubnet published = read.network();
    // Before the order, which may run the network on data that it has to fit.
    start(task, published).requireFitting();
    DenseSubnet ordered =
        switch (settings.order()) {
          case NONE -> published;
          case MAGNITUDE ->
              experiment.family().ordered(published, Importances.ofMagnitude(published));
          case GRADIENT ->
              experiment.family().ordered(published, gradient(experiment, task, spark, published));
        };
    ParameterBank first = start(task, ordered).parameters(task.seed());
    if (!read.hasTokenHead()) {
      experiment
          .data()
          .answerFrequencies(spark)
          .ifPresent(frequencies -> FirstWeights.know(frequencies, first));
    }
    return first;
  }

  /** Whether the files have the head for what the supernet is trained for. */
  boolean hasHead(Experiment experiment) {
    return experiment.family().published(folder, experiment.seed()).hasTokenHead();
  }

  private WarmStart start(TrainTask task, DenseSubnet published) {
    return new WarmStart(task.supernet(), published, settings.spread());
  }

  private static float[] gradient(
      Experiment experiment, TrainTask task, SparkSession spark, DenseSubnet published) {
    BatchStream stream =
        new BatchStream(
            task.batcher(),
            examples(experiment, task, spark),
            task.settings().batching().maxTokens(),
            Seeds.child(task.seed(), "importance of units"));
    try (Engine engine = task.engine().evaluation().open()) {
      return Importances.ofGradient(
          published,
          stream.batches(0, GRADIENT_BATCHES),
          task.settings().makeObjective(published.shape().head()),
          engine);
    }
  }

  /** Those of the first worker that has any. */
  private static List<Example> examples(Experiment experiment, TrainTask task, SparkSession spark) {
    Batching batching = task.settings().batching();
    Iterator<List<Example>> workers =
        experiment.data().trainShards(spark, batching.workers()).toLocalIterator();
    List<Example> examples = List.of();
    while (examples.isEmpty() && workers.hasNext()) {
      examples = task.batcher().within(workers.next(), batching.maxLength()).examples();
    }
    return examples;
  }
}
