package org.mosnas.spark.train;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.TaskCompletionListener;
import org.mosnas.model.network.Batch;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.train.BatchStream;
import org.mosnas.model.train.Replica;
import org.mosnas.model.train.SubnetSchedule.Moment;
import org.mosnas.model.train.TrainSettings;
import org.mosnas.model.train.TrainingDivergedException;
import org.mosnas.model.train.UpdateMetrics;
import scala.Tuple2;

/**
 * The updates of one worker in one round: its batches in, pieces of its state out. Its replica is
 * taken until the last piece is written.
 */
final class WorkerRound
    implements PairFlatMapFunction<Iterator<WorkerStreams.Worker>, Integer, WorkerPiece> {
  private static final long serialVersionUID = 1L;

  private final TrainTask task;
  private final Broadcast<ReplicaLease> lease;
  private final SharedFiles files;
  private final StateRef state;
  private final Pieces pieces;
  private final int round;
  private final ArrayList<LinkedHashMap<String, Double>> validation;

  WorkerRound(
      TrainTask task,
      Broadcast<ReplicaLease> lease,
      SharedFiles files,
      StateRef state,
      Pieces pieces,
      int round,
      List<LinkedHashMap<String, Double>> validation) {
    this.task = task;
    this.lease = lease;
    this.files = files;
    this.state = state;
    this.pieces = pieces;
    this.round = round;
    this.validation = new ArrayList<>(validation);
  }

  @Override
  public Iterator<Tuple2<Integer, WorkerPiece>> call(Iterator<WorkerStreams.Worker> partition) {
    int worker = TaskContext.getPartitionId();
    ReplicaPool pool = lease.value().pool();
    Replica replica = lease.value().borrow(task);
    TaskContext.get()
        .addTaskCompletionListener(
            (TaskCompletionListener) context -> pool.giveBack(task, replica));
    WorkerMetrics metrics = train(replica, worker, partition.next().stream());
    return pieces
        .all()
        .mapToObj(
            piece ->
                new Tuple2<>(
                    pieces.key(piece, worker),
                    new WorkerPiece(replica, pieces.from(piece), pieces.to(piece), metrics)))
        .iterator();
  }

  private WorkerMetrics train(Replica replica, int worker, BatchStream stream) {
    long started = System.nanoTime();
    StateReader reader = new StateReader(files, state);
    reader.load(replica);
    long fetchNanos = System.nanoTime() - started;
    return updates(replica, worker, stream).fetching(fetchNanos, reader.bytes());
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
        return new WorkerMetrics(worker, Double.NaN, 1, 0, 0, 0, 0, 0, 0, e.getMessage());
      }
      loss += metrics.loss();
      passTokens += metrics.tokens();
      batchTokens += batches.stream().mapToLong(Batch::tokens).sum();
      learningRate = metrics.learningRate();
    }
    long computeNanos = System.nanoTime() - started - dataNanos;
    return new WorkerMetrics(
        worker, loss, passTokens, batchTokens, learningRate, computeNanos, dataNanos, 0, 0, null);
  }
}
