package org.mosnas.spark.train;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.ShuffledRDD;
import org.apache.spark.serializer.JavaSerializer;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.spark.run.RoundReport;
import scala.Tuple2;
import scala.math.Ordering$;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** One round on the executors: from a stored state to the next, which is stored too. */
final class Round {
  /** With more tasks than this Spark would gather and sort the pieces on the way. */
  private static final int MOST_AVERAGING_TASKS = 200;

  private final JavaSparkContext spark;
  private final TrainTask task;
  private final SharedFiles files;
  private final Checkpoint before;

  Round(JavaSparkContext spark, TrainTask task, SharedFiles files, Checkpoint before) {
    this.spark = spark;
    this.task = task;
    this.files = files;
    this.before = before;
  }

  /**
   * Trains and averages.
   *
   * @param folder where the blocks of the next state go
   * @throws MosnasException of kind DATA if a worker diverged
   */
  Averaged run(WorkerStreams streams, Broadcast<ReplicaLease> lease, String folder) {
    long started = System.nanoTime();
    int round = before.rounds();
    StateRef state = before.state();
    spark.setJobDescription("round " + (round + 1) + "/" + task.settings().rounds());
    Pieces pieces =
        new Pieces(state.floats(), state.blockFloats(), task.settings().batching().workers());
    JavaPairRDD<Integer, WorkerPiece> trained =
        streams
            .workers()
            .mapPartitionsToPair(
                new WorkerRound(task, lease, files, state, pieces, round, validation()));
    JavaRDD<AveragedBlock> averaging =
        sorted(trained, new ByBlock(pieces))
            .mapPartitions(
                new AverageBlocks(task.settings().makeAveraging(), pieces, state, files, folder));
    List<AveragedBlock> blocks = Averaged.sorted(averaging.collect());
    // Not left to Spark, which waits until the driver collects garbage.
    averaging.rdd().cleanShuffleDependencies(false);
    requireNoneDiverged(blocks.get(0).metrics());
    StateRef next =
        new StateRef(
            folder,
            state.updates() + task.settings().updatesPerRound(),
            state.floats(),
            state.blockFloats(),
            blocks.stream().map(AveragedBlock::sums).toList());
    return new Averaged(next, blocks, started);
  }

  private List<LinkedHashMap<String, Double>> validation() {
    return before.history().stream().map(RoundReport::validation).toList();
  }

  /**
   * A task of its own for every block, if there are not too many, where pieces come in the order of
   * their keys. By Java's serialization, whatever the application's is: pieces write themselves.
   */
  private JavaRDD<Tuple2<Integer, WorkerPiece>> sorted(
      JavaPairRDD<Integer, WorkerPiece> pieces, ByBlock partitioner) {
    ClassTag<Integer> key = ClassTag$.MODULE$.apply(Integer.class);
    ClassTag<WorkerPiece> value = ClassTag$.MODULE$.apply(WorkerPiece.class);
    ClassTag<Tuple2<Integer, WorkerPiece>> pair = ClassTag$.MODULE$.apply(Tuple2.class);
    ShuffledRDD<Integer, WorkerPiece, WorkerPiece> shuffled =
        new ShuffledRDD<Integer, WorkerPiece, WorkerPiece>(
                pieces.rdd(), partitioner, key, value, value)
            .setKeyOrdering(
                Ordering$.MODULE$.comparatorToOrdering(Comparator.<Integer>naturalOrder()))
            .setSerializer(new JavaSerializer(spark.getConf()));
    return new JavaRDD<>(shuffled, pair);
  }

  private static void requireNoneDiverged(List<WorkerMetrics> metrics) {
    metrics.stream()
        .filter(worker -> worker.diverged() != null)
        .findFirst()
        .ifPresent(
            worker -> {
              throw new MosnasException(ErrorKind.DATA, worker.diverged());
            });
  }

  /** Blocks in turn to the tasks. */
  private static final class ByBlock extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final Pieces pieces;

    ByBlock(Pieces pieces) {
      this.pieces = pieces;
    }

    @Override
    public int numPartitions() {
      return Math.min(pieces.blocks(), MOST_AVERAGING_TASKS);
    }

    @Override
    public int getPartition(Object key) {
      return pieces.block(pieces.piece((Integer) key)) % numPartitions();
    }
  }
}
