package org.mosnas.spark.train;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.engine.TranslationEngine;
import org.mosnas.model.space.TranslationSpec;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.text.TokenBatch;
import org.mosnas.model.train.LossEvaluator;
import org.mosnas.model.train.ParameterSnapshot;

/**
 * The losses of many subnets with inherited weights on fixed batches, spread over the executors.
 */
public final class LossJob {
  private final JavaSparkContext spark;
  private final TrainTask task;
  private final Broadcast<List<TokenBatch>> batches;

  /**
   * Prepares the job.
   *
   * @param batches what subnets are evaluated on
   */
  public LossJob(JavaSparkContext spark, TrainTask task, Broadcast<List<TokenBatch>> batches) {
    this.spark = spark;
    this.task = task;
    this.batches = batches;
  }

  /**
   * Evaluates.
   *
   * @param state parameters of the supernet
   * @return loss and negative log-likelihood per target token, in nats, in the order of {@code
   *     specs}
   */
  public List<PassResult> evaluate(
      List<TranslationSpec> specs, Broadcast<ParameterSnapshot> state) {
    int slices = Math.min(specs.size(), 4 * spark.defaultParallelism());
    return spark
        .parallelize(specs, slices)
        .mapPartitions(new Losses(task, batches, state))
        .collect();
  }

  private static final class Losses
      implements FlatMapFunction<Iterator<TranslationSpec>, PassResult> {
    private static final long serialVersionUID = 1L;

    private final TrainTask task;
    private final Broadcast<List<TokenBatch>> batches;
    private final Broadcast<ParameterSnapshot> state;

    Losses(
        TrainTask task, Broadcast<List<TokenBatch>> batches, Broadcast<ParameterSnapshot> state) {
      this.task = task;
      this.batches = batches;
      this.state = state;
    }

    @Override
    public Iterator<PassResult> call(Iterator<TranslationSpec> specs) {
      Supernet supernet = task.supernet();
      List<PassResult> results = new ArrayList<>();
      try (ParameterBank parameters = new ParameterBank(supernet.layout());
          TranslationEngine engine = task.engine().evaluation().open()) {
        parameters.assign(state.value().parameters());
        LossEvaluator evaluator =
            new LossEvaluator(
                supernet, parameters, engine, batches.value(), task.settings().labelSmoothing());
        specs.forEachRemaining(spec -> results.add(evaluator.evaluate(spec)));
      }
      return results.iterator();
    }
  }
}
