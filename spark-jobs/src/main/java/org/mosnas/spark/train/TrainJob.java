package org.mosnas.spark.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.PairFunction;
import org.apache.spark.broadcast.Broadcast;
import org.mosnas.model.averaging.Averaging;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.network.Batch;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.train.ParameterSnapshot;
import org.mosnas.spark.cluster.Shared;
import org.mosnas.spark.run.RoundReport;
import scala.Tuple2;

/**
 * Trains in rounds: broadcast, updates on every worker, weighted mean of the states, validation,
 * checkpoint.
 */
public final class TrainJob {
  private static final int MOST_AVERAGING_TASKS = 200;

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
   * Trains to the end, going on from the newest checkpoint.
   *
   * @param streams the batches of every worker
   * @param validation fixed batches
   * @param initial the state without a checkpoint
   * @return the trained state
   */
  public Checkpoint run(
      WorkerStreams streams, List<Batch> validation, Supplier<ParameterSnapshot> initial) {
    Checkpoint checkpoint = checkpoints.latest().orElseGet(() -> Checkpoint.start(initial.get()));
    checkpoint.history().forEach(listener);
    ReplicaLease replicas = new ReplicaLease(task.id(), teacher.orElse(null));
    try (Shared<ReplicaLease> lease = Shared.of(spark, replicas);
        Shared<List<Batch>> batches = Shared.of(spark, validation);
        Shared<ParameterSnapshot> state = Shared.of(spark, checkpoint.state())) {
      for (int round = checkpoint.rounds(); round < task.settings().rounds(); round++) {
        long started = System.nanoTime();
        Averaged averaged =
            round(streams, lease.broadcast(), state.broadcast(), validationOf(checkpoint));
        state.replace(averaged.state());
        LinkedHashMap<String, Double> losses = validate(batches.broadcast(), state.broadcast());
        RoundReport report = report(averaged, losses, round, started);
        checkpoint = checkpoint.next(averaged.state(), report);
        checkpoints.save(checkpoint);
        listener.accept(report);
      }
      return checkpoint;
    }
  }

  private record Averaged(ParameterSnapshot state, List<WorkerMetrics> metrics) {}

  private Averaged round(
      WorkerStreams streams,
      Broadcast<ReplicaLease> lease,
      Broadcast<ParameterSnapshot> state,
      List<LinkedHashMap<String, Double>> validation) {
    int round = validation.size();
    ParameterSnapshot before = state.value();
    spark.setJobDescription("round " + (round + 1) + "/" + task.settings().rounds());
    List<Tuple2<Integer, StateBlock>> means =
        streams
            .workers()
            .mapPartitionsToPair(new WorkerRound(task, lease, state, round, validation))
            .groupByKey(averagingTasks(before.floats()))
            .mapToPair(new Average(task.settings().makeAveraging(), state))
            .collect();
    List<WorkerMetrics> metrics = means.get(0)._2().metrics();
    metrics.stream()
        .filter(worker -> worker.diverged() != null)
        .findFirst()
        .ifPresent(
            worker -> {
              throw new MosnasException(ErrorKind.DATA, worker.diverged());
            });
    float[] p = new float[before.floats()];
    float[] m = new float[before.floats()];
    float[] v = new float[before.floats()];
    means.forEach(block -> block._2().copyTo(block._1(), p, m, v));
    long updates = before.updates() + task.settings().updatesPerRound();
    return new Averaged(new ParameterSnapshot(updates, p, m, v), metrics);
  }

  private static List<LinkedHashMap<String, Double>> validationOf(Checkpoint checkpoint) {
    return checkpoint.history().stream().map(RoundReport::validation).toList();
  }

  /** Averages the blocks of one number where the shuffle puts them. */
  private record Average(Averaging averaging, Broadcast<ParameterSnapshot> before)
      implements PairFunction<Tuple2<Integer, Iterable<StateBlock>>, Integer, StateBlock> {
    @Override
    public Tuple2<Integer, StateBlock> call(Tuple2<Integer, Iterable<StateBlock>> blocks) {
      int index = blocks._1();
      return new Tuple2<>(index, StateBlock.average(averaging, before.value(), index, blocks._2()));
    }
  }

  /**
   * A task of its own for every block, so that none holds more than one block of all workers and no
   * result is large. With more tasks than this Spark would gather and sort the blocks on the way.
   */
  private static int averagingTasks(int floats) {
    return Math.min(StateBlock.count(floats), MOST_AVERAGING_TASKS);
  }

  private LinkedHashMap<String, Double> validate(
      Broadcast<List<Batch>> batches, Broadcast<ParameterSnapshot> state) {
    List<String> names = new ArrayList<>(task.validated().keySet());
    List<SubnetSpec> specs = new ArrayList<>(task.validated().values());
    spark.setJobDescription("validation");
    List<PassResult> results = new LossJob(spark, task, batches).evaluate(specs, state);
    LinkedHashMap<String, Double> losses = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      losses.put(names.get(i), results.get(i).nll());
    }
    return losses;
  }

  private static RoundReport report(
      Averaged averaged, LinkedHashMap<String, Double> validation, int round, long started) {
    List<WorkerMetrics> metrics = averaged.metrics();
    double loss = metrics.stream().mapToDouble(WorkerMetrics::loss).sum();
    long passTokens = metrics.stream().mapToLong(WorkerMetrics::passTokens).sum();
    double data = metrics.stream().mapToDouble(WorkerMetrics::dataNanos).sum();
    double compute = metrics.stream().mapToDouble(WorkerMetrics::computeNanos).sum();
    return new RoundReport(
        round,
        averaged.state().updates(),
        loss / passTokens,
        validation,
        metrics.get(0).learningRate(),
        metrics.stream().mapToLong(WorkerMetrics::batchTokens).sum(),
        (System.nanoTime() - started) / 1e9,
        data / (data + compute));
  }
}
