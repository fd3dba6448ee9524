package org.mosnas.spark.train;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.mosnas.model.averaging.Averaging;
import org.mosnas.model.averaging.Averaging.WorkerSlice;
import org.mosnas.model.averaging.StateSlice;
import org.mosnas.model.checkpoint.StateBlockFile.Sums;
import scala.Tuple2;

/**
 * Averages the blocks that the shuffle brought here, piece by piece in the order in which they come
 * sorted, and writes each block when it is complete.
 */
final class AverageBlocks
    implements FlatMapFunction<Iterator<Tuple2<Integer, WorkerPiece>>, AveragedBlock> {
  private static final long serialVersionUID = 1L;

  private final Averaging averaging;
  private final Pieces pieces;
  private final StateRef before;
  private final SharedFiles files;
  private final String folder;

  /**
   * Averages.
   *
   * @param before state at the start of the round
   * @param folder where blocks are written
   */
  AverageBlocks(
      Averaging averaging, Pieces pieces, StateRef before, SharedFiles files, String folder) {
    this.averaging = averaging;
    this.pieces = pieces;
    this.before = before;
    this.files = files;
    this.folder = folder;
  }

  @Override
  public Iterator<AveragedBlock> call(Iterator<Tuple2<Integer, WorkerPiece>> sorted) {
    return new Blocks(sorted);
  }

  /** Blocks are made as they are asked for. */
  private final class Blocks implements Iterator<AveragedBlock> {
    private final Iterator<Tuple2<Integer, WorkerPiece>> sorted;
    private final StateReader reader = new StateReader(files, before);
    private Tuple2<Integer, WorkerPiece> next;

    Blocks(Iterator<Tuple2<Integer, WorkerPiece>> sorted) {
      this.sorted = sorted;
      advance();
    }

    private void advance() {
      next = sorted.hasNext() ? sorted.next() : null;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public AveragedBlock next() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      long started = System.nanoTime();
      int first = pieces.piece(next._1());
      int block = pieces.block(first);
      int size = pieces.blockSize(first);
      StateSlice whole = new StateSlice(new float[size], new float[size], new float[size]);
      List<WorkerMetrics> metrics = List.of();
      long shuffled = 0;
      while (next != null && pieces.block(pieces.piece(next._1())) == block) {
        int piece = pieces.piece(next._1());
        List<WorkerPiece> ofAll = ofAllWorkers(piece);
        metrics = ofAll.stream().map(WorkerPiece::metrics).toList();
        shuffled += ofAll.stream().mapToLong(WorkerPiece::bytes).sum();
        average(block, piece, ofAll, whole);
      }
      long averaged = System.nanoTime();
      boolean diverged = metrics.stream().anyMatch(worker -> worker.diverged() != null);
      Path path = new Path(folder);
      Sums sums = diverged ? null : new StateWriter(files.on(path), path).write(block, whole);
      return new AveragedBlock(
          block,
          sums,
          new ArrayList<>(block == 0 ? metrics : List.of()),
          shuffled,
          diverged ? 0 : 3L * Float.BYTES * size,
          averaged - started,
          System.nanoTime() - averaged);
    }

    private List<WorkerPiece> ofAllWorkers(int piece) {
      List<WorkerPiece> ofAll = new ArrayList<>();
      while (next != null && pieces.piece(next._1()) == piece) {
        ofAll.add(next._2());
        advance();
      }
      if (ofAll.size() != pieces.workers()) {
        throw new IllegalStateException(
            "piece " + piece + " came from " + ofAll.size() + " of " + pieces.workers());
      }
      return ofAll;
    }

    private void average(int block, int piece, List<WorkerPiece> ofAll, StateSlice whole) {
      int from = pieces.from(piece) - before.from(block);
      int to = pieces.to(piece) - before.from(block);
      List<WorkerSlice> slices =
          ofAll.stream()
              .map(worker -> new WorkerSlice(worker.slice(), worker.metrics().passTokens()))
              .toList();
      StateSlice mean = averaging.average(() -> reader.block(block).range(from, to), slices);
      whole.set(from, mean);
    }
  }
}
