package org.mosnas.spark.train;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.network.Batch;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.spark.cluster.Shared;

/** The losses of subnets that inherit the weights of a newest checkpoint; closed by its owner. */
public final class SupernetLosses implements AutoCloseable {
  private final Shared<List<Batch>> batches;
  private final Shared<SerializableConfiguration> configuration;
  private final LossJob job;
  private final StateRef state;

  /**
   * Prepares the jobs.
   *
   * @param checkpoints of the supernet; there has to be one
   * @param validation what subnets are evaluated on
   */
  public SupernetLosses(
      JavaSparkContext spark, TrainTask task, CheckpointStore checkpoints, List<Batch> validation) {
    this.state = checkpoints.latest().orElseThrow().state();
    this.batches = Shared.of(spark, validation);
    this.configuration = SharedFiles.share(spark);
    this.job = new LossJob(spark, task, batches.broadcast(), SharedFiles.of(configuration));
  }

  /**
   * Evaluates.
   *
   * @return loss and negative log-likelihood per target token, in nats, in the order of {@code
   *     specs}
   */
  public List<PassResult> of(List<SubnetSpec> specs) {
    return job.evaluate(specs, state);
  }

  @Override
  public void close() {
    configuration.close();
    batches.close();
  }
}
