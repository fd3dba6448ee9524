package org.mosnas.spark.train;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.network.Batch;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.train.Backend;
import org.mosnas.model.train.Scorer;

/**
 * The losses of many subnets with inherited weights on fixed batches, spread over the executors.
 */
final class LossJob {
  private final JavaSparkContext spark;
  private final TrainTask task;
  private final Broadcast<List<Batch>> batches;
  private final SharedFiles files;

  LossJob(
      JavaSparkContext spark, TrainTask task, Broadcast<List<Batch>> batches, SharedFiles files) {
    this.spark = spark;
    this.task = task;
    this.batches = batches;
    this.files = files;
  }

  /**
   * Evaluates.
   *
   * @param state of the supernet; its moments are not read
   * @return loss and negative log-likelihood per target token, in nats, in the order of {@code
   *     specs}
   */
  List<PassResult> evaluate(List<SubnetSpec> specs, StateRef state) {
    int slices = Math.min(specs.size(), 4 * spark.defaultParallelism());
    return spark
        .parallelize(specs, slices)
        .mapPartitions(new Losses(task, batches, files, state))
        .collect();
  }

  private static final class Losses implements FlatMapFunction<Iterator<SubnetSpec>, PassResult> {
    private static final long serialVersionUID = 1L;

    private final TrainTask task;
    private final Broadcast<List<Batch>> batches;
    private final SharedFiles files;
    private final StateRef state;

    Losses(TrainTask task, Broadcast<List<Batch>> batches, SharedFiles files, StateRef state) {
      this.task = task;
      this.batches = batches;
      this.files = files;
      this.state = state;
    }

    @Override
    public Iterator<PassResult> call(Iterator<SubnetSpec> specs) {
      List<PassResult> results = new ArrayList<>();
      try (Scorer scorer =
          Backend.of(task.engine())
              .scorer(
                  task.supernet(),
                  new StateReader(files, state),
                  task.settings().makeObjective(task.supernet().shape().head()))) {
        specs.forEachRemaining(spec -> results.add(scorer.evaluate(spec, batches.value())));
      }
      return results.iterator();
    }
  }
}
