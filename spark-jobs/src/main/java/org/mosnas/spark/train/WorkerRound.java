package org.mosnas.spark.train;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.mosnas.model.network.Batch;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.train.BatchStream;
import org.mosnas.model.train.ParameterSnapshot;
import org.mosnas.model.train.Replica;
import org.mosnas.model.train.SubnetSchedule.Moment;
import org.mosnas.model.train.TrainSettings;
import org.mosnas.model.train.TrainingDivergedException;
import org.mosnas.model.train.UpdateMetrics;
import scala.Tuple2;

/** The updates of one worker in one round: its batches in, blocks of its state out. */
final class WorkerRound
    implements PairFlatMapFunction<Iterator<WorkerStreams.Worker>, Integer, StateBlock> {
  private static final long serialVersionUID = 1L;

  private final TrainTask task;
  private final Broadcast<ReplicaLease> lease;
  private final Broadcast<ParameterSnapshot> state;
  private final int round;
  private final ArrayList<LinkedHashMap<String, Double>> validation;

  WorkerRound(
      TrainTask task,
      Broadcast<ReplicaLease> lease,
      Broadcast<ParameterSnapshot> state,
      int round,
      List<LinkedHashMap<String, Double>> validation) {
    this.task = task;
    this.lease = lease;
    this.state = state;
    this.round = round;
    this.validation = new ArrayList<>(validation);
  }

  @Override
  public Iterator<Tuple2<Integer, StateBlock>> call(Iterator<WorkerStreams.Worker> partition) {
    int worker = TaskContext.getPartitionId();
    Replica replica = lease.value().borrow(task);
    try {
      replica.load(state.value());
      WorkerMetrics metrics = updates(replica, worker, partition.next().stream());
      return blocks(replica.snapshot(), metrics);
    } finally {
      lease.value().pool().giveBack(task, replica);
    }
  }

  private WorkerMetrics updates(Replica replica, int worker, BatchStream stream) {
    TrainSettings settings = task.settings();
    int microBatches = settings.batching().microBatches();
    double loss = 0;
    long passTokens = 0;
    long batchTokens = 0;
    double learningRate = 0;
    long dataNanos = 0;
    long started = System.nanoTime();
    for (int u = 0; u < settings.updatesPerRound(); u++) {
      long update = (long) round * settings.updatesPerRound() + u;
      long before = System.nanoTime();
      List<Batch> batches = stream.batches(update * microBatches, microBatches);
      dataNanos += System.nanoTime() - before;
      UpdateMetrics metrics;
      try {
        metrics =
            replica.update(
                batches,
                task.schedule()
                    .at(new Moment(update, worker, settings.batching().workers(), validation)),
                Seeds.child(task.seed(), "dropout", round, worker, u));
      } catch (TrainingDivergedException e) {
        return new WorkerMetrics(worker, Double.NaN, 1, 0, 0, 0, 0, e.getMessage());
      }
      loss += metrics.loss();
      passTokens += metrics.tokens();
      batchTokens += batches.stream().mapToLong(Batch::tokens).sum();
      learningRate = metrics.learningRate();
    }
    long computeNanos = System.nanoTime() - started - dataNanos;
    return new WorkerMetrics(
        worker, loss, passTokens, batchTokens, learningRate, computeNanos, dataNanos, null);
  }

  /** Blocks are cut as they are asked for: the state is not in memory twice. */
  private static Iterator<Tuple2<Integer, StateBlock>> blocks(
      ParameterSnapshot state, WorkerMetrics metrics) {
    return IntStream.range(0, StateBlock.count(state.floats()))
        .mapToObj(index -> new Tuple2<>(index, StateBlock.of(state, index, metrics)))
        .iterator();
  }
}
