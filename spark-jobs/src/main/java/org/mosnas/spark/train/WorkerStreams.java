package org.mosnas.spark.train;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.network.Example;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.task.Batcher;
import org.mosnas.model.task.Batcher.Kept;
import org.mosnas.model.task.LeftOut;
import org.mosnas.model.train.BatchStream;
import org.mosnas.model.train.TrainSettings.Batching;

/**
 * The batches of all workers, from their sentences that are short enough.
 *
 * <p>The streams stay on the executors from one round to the next, each with the plan of its epoch.
 * One that is lost with its executor is made again and gives the same batches.
 */
public final class WorkerStreams implements AutoCloseable {
  private final JavaRDD<Worker> workers;
  private final LeftOut leftOut;
  private final long kept;

  private WorkerStreams(JavaRDD<Worker> workers, List<Size> sizes) {
    this.workers = workers;
    this.leftOut = sizes.stream().map(Size::leftOut).reduce(LeftOut.NONE, LeftOut::plus);
    this.kept = sizes.stream().mapToLong(Size::kept).sum();
  }

  /**
   * Reads the sentences and leaves out those that are too long.
   *
   * @param shards the sentences of every worker, one partition each
   * @throws BadDataException if nothing is left for a worker
   */
  public static <L extends List<? extends Example>> WorkerStreams of(
      JavaRDD<L> shards, TrainTask task) {
    Batching batching = task.settings().batching();
    JavaRDD<Worker> workers =
        shards
            .mapPartitionsWithIndex(new Open<L>(task.batcher(), batching, task.seed()), true)
            .cache();
    try {
      shards.context().setJobDescription("training " + task.batcher().noun() + "s");
      List<Size> sizes = workers.map(Worker::size).collect();
      WorkerStreams streams = new WorkerStreams(workers, sizes);
      streams.requireExamples(sizes, batching.maxLength(), task.batcher().noun());
      return streams;
    } catch (RuntimeException e) {
      workers.unpersist();
      throw e;
    }
  }

  private void requireExamples(List<Size> sizes, int maxLength, String noun) {
    for (int worker = 0; worker < sizes.size(); worker++) {
      if (sizes.get(worker).kept() == 0) {
        throw new BadDataException(
            String.format(
                Locale.ROOT,
                "no %s is left for worker %d of %d: of %d %ss of all workers, %d are longer than max-length %d (%s); raise max-length, lower workers, or give text with shorter sentences",
                noun,
                worker + 1,
                sizes.size(),
                kept + leftOut.total(),
                noun,
                leftOut.total(),
                maxLength,
                leftOut));
      }
    }
  }

  /** How many sentence pairs are left out of training for their length. */
  public LeftOut leftOut() {
    return leftOut;
  }

  /** How many sentence pairs are trained on. */
  public long kept() {
    return kept;
  }

  JavaRDD<Worker> workers() {
    return workers;
  }

  @Override
  public void close() {
    workers.unpersist();
  }

  /**
   * One worker's sentences.
   *
   * @param stream their batches; {@code null} if there are no sentences
   * @param size how many there are
   */
  record Worker(BatchStream stream, Size size) implements Serializable {}

  /** How many sentence pairs a worker has, and how many were left out. */
  record Size(int kept, LeftOut leftOut) implements Serializable {}

  private static final class Open<L extends List<? extends Example>>
      implements Function2<Integer, Iterator<L>, Iterator<Worker>> {
    private static final long serialVersionUID = 1L;

    private final Batcher batcher;
    private final Batching batching;
    private final long seed;

    Open(Batcher batcher, Batching batching, long seed) {
      this.batcher = batcher;
      this.batching = batching;
      this.seed = seed;
    }

    @Override
    public Iterator<Worker> call(Integer worker, Iterator<L> partition) {
      Kept kept = batcher.within(partition.next(), batching.maxLength());
      List<Example> examples = kept.examples();
      BatchStream stream =
          examples.isEmpty()
              ? null
              : new BatchStream(
                  batcher, examples, batching.maxTokens(), Seeds.child(seed, "batches", worker));
      return List.of(new Worker(stream, new Size(examples.size(), kept.leftOut()))).iterator();
    }
  }
}
