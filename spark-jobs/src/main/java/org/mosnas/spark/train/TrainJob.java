package org.mosnas.spark.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.network.Batch;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.spark.cluster.Shared;
import org.mosnas.spark.run.RoundReport;

/**
 * Trains in rounds: updates on every worker, weighted mean of the states, validation, checkpoint.
 * The driver has no state: workers read it from the checkpoint before, and the tasks that average
 * write the next one; what comes here are metrics and checksums.
 */
public final class TrainJob {
  private final JavaSparkContext spark;
  private final TrainTask task;
  private final CheckpointStore checkpoints;
  private final Consumer<RoundReport> listener;
  private final Optional<DenseSubnet> teacher;

  /**
   * Prepares a job that learns from no other network.
   *
   * @param checkpoints where states are kept, and found again
   * @param listener is told of every round, also of those of an earlier attempt
   */
  public TrainJob(
      JavaSparkContext spark,
      TrainTask task,
      CheckpointStore checkpoints,
      Consumer<RoundReport> listener) {
    this(spark, task, checkpoints, listener, Optional.empty());
  }

  /**
   * Prepares the job.
   *
   * @param checkpoints where states are kept, and found again
   * @param listener is told of every round, also of those of an earlier attempt
   * @param teacher a network to learn from as the settings of the task say
   */
  public TrainJob(
      JavaSparkContext spark,
      TrainTask task,
      CheckpointStore checkpoints,
      Consumer<RoundReport> listener,
      Optional<DenseSubnet> teacher) {
    this.spark = spark;
    this.task = task;
    this.checkpoints = checkpoints;
    this.listener = listener;
    this.teacher = teacher;
  }

  /**
   * Trains to the end, going on from the newest checkpoint; the trained state is in the newest
   * then.
   *
   * @param streams the batches of every worker
   * @param validation fixed batches
   * @param first the state without a checkpoint
   */
  public void run(WorkerStreams streams, List<Batch> validation, FirstState first) {
    try (Shared<SerializableConfiguration> configuration = SharedFiles.share(spark);
        Shared<ReplicaLease> lease =
            Shared.of(spark, new ReplicaLease(task.id(), teacher.orElse(null)));
        Shared<List<Batch>> batches = Shared.of(spark, validation)) {
      SharedFiles files = SharedFiles.of(configuration);
      Checkpoint checkpoint =
          checkpoints.latest().orElseGet(() -> Checkpoint.start(first(first, files)));
      checkpoint.history().forEach(listener);
      for (int round = checkpoint.rounds(); round < task.settings().rounds(); round++) {
        checkpoints.requireRoom();
        Round job = new Round(spark, task, files, checkpoint);
        Averaged averaged =
            job.run(streams, lease.broadcast(), checkpoints.folder(round + 1).toString());
        long before = System.nanoTime();
        LinkedHashMap<String, Double> losses =
            validate(new LossJob(spark, task, batches.broadcast(), files), averaged.state());
        double validationSeconds = (System.nanoTime() - before) / 1e9;
        checkpoint =
            checkpoint.next(averaged.state(), averaged.report(round, losses, validationSeconds));
        checkpoints.save(checkpoint);
        listener.accept(checkpoint.history().get(round));
      }
    }
  }

  private StateRef first(FirstState first, SharedFiles files) {
    checkpoints.requireRoom();
    return first.store(
        spark,
        task,
        new FirstState.Place(files, checkpoints.folder(0).toString(), checkpoints.blockFloats()));
  }

  private LinkedHashMap<String, Double> validate(LossJob job, StateRef state) {
    List<String> names = new ArrayList<>(task.validated().keySet());
    List<SubnetSpec> specs = new ArrayList<>(task.validated().values());
    spark.setJobDescription("validation");
    List<PassResult> results = job.evaluate(specs, state);
    LinkedHashMap<String, Double> losses = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      losses.put(names.get(i), results.get(i).nll());
    }
    return losses;
  }
}
