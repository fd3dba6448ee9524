package org.mosnas.model.engine.cuda;

import java.util.Optional;
import org.mosnas.model.engine.cuda.DeviceWeights.DeviceWeight;
import org.mosnas.model.kernel.cuda.DeviceActivation;
import org.mosnas.model.kernel.cuda.DeviceArena;
import org.mosnas.model.kernel.cuda.DeviceDropout;
import org.mosnas.model.kernel.cuda.DeviceMatrix;
import org.mosnas.model.kernel.cuda.Factor;
import org.mosnas.model.kernel.cuda.Products;
import org.mosnas.model.network.LossOps.Targets;

/**
 * Label-smoothed cross-entropy over a vocabulary, so many rows at a time that no {@code [rows,
 * vocab]} matrix is kept. The gradient is computed on the way: the loss is a sum, so what flows
 * into it is its weight.
 */
final class CudaLoss {
  /** Scores kept at once, 256 MB: products of thousands of rows keep all of a card busy. */
  private static final int CHUNK_FLOATS = 1 << 26;

  private static final int LEAST_ROWS = 32;

  private final CudaBench bench;
  private final DeviceMatrix table;
  private final Optional<DeviceWeight> bias;
  private final Targets targets;

  /**
   * Prepares the loss.
   *
   * @param table {@code [vocab, embed]}
   * @param bias of the scores, {@code [vocab]}
   */
  CudaLoss(CudaBench bench, DeviceMatrix table, Optional<DeviceWeight> bias, Targets targets) {
    this.bench = bench;
    this.table = table;
    this.bias = bias;
    this.targets = targets;
  }

  /**
   * Where gradients go.
   *
   * @param table {@code [vocab, embed]}, added to
   * @param hidden {@code [rows, embed]}, set
   */
  record Gradients(DeviceMatrix table, DeviceMatrix hidden) {}

  /** What is done with some rows once their scores are known. */
  @FunctionalInterface
  private interface Chunk {
    void scored(Factor rows, Factor table, DeviceMatrix scores, int from);
  }

  /**
   * Queues the values alone.
   *
   * @param hidden {@code [rows, embed]}
   * @param weight factor of the loss
   * @param result set, {@code [1, 2]}: loss and negative log-likelihood
   */
  void values(DeviceMatrix hidden, float weight, DeviceMatrix result) {
    run(hidden, false, weight, result, (rows, factor, scores, from) -> {});
  }

  /** As {@link #values}, with the gradients. */
  void trained(DeviceMatrix hidden, float weight, Gradients gradients, DeviceMatrix result) {
    Products products = bench.products();
    Optional<DeviceMatrix> columnSums = bias.map(b -> bench.cleared(1, table.rows()));
    run(
        hidden,
        true,
        weight,
        result,
        (rows, factor, scores, from) -> {
          Factor back = products.factor(scores);
          DeviceMatrix dHidden = gradients.hidden().rows(from, scores.rows());
          products.times(weight, back, factor, 0, dHidden);
          products.transposedTimes(weight, back, rows, 1, gradients.table());
          columnSums.ifPresent(
              sums ->
                  bench
                      .rows()
                      .biasActivationBackward(
                          scores, scores, DeviceActivation.NONE, DeviceDropout.NONE, sums));
        });
    columnSums.ifPresent(
        sums -> bench.rows().copy(weight, sums, bias.orElseThrow().gradient(), true));
  }

  private void run(
      DeviceMatrix hidden, boolean trains, float weight, DeviceMatrix result, Chunk chunk) {
    long ids = bench.ints(targets.ids());
    int rows = hidden.rows();
    int most = Math.min(rows, Math.max(LEAST_ROWS, CHUNK_FLOATS / table.rows()));
    DeviceArena.Mark mark = bench.arena().mark();
    DeviceMatrix losses = bench.arena().allocate(rows, 2);
    DeviceMatrix memory = bench.arena().allocate(most, table.rows());
    Factor factor = bench.products().factor(table);
    for (int from = 0; from < rows; from += most) {
      int count = Math.min(most, rows - from);
      DeviceMatrix scores = memory.rows(0, count);
      DeviceArena.Mark chunkMark = bench.arena().mark();
      Factor some = bench.products().factor(hidden.rows(from, count));
      bench.products().timesTransposed(1, some, factor, 0, scores);
      bench
          .losses()
          .crossEntropy(
              scores,
              bias.map(DeviceWeight::value),
              ids + (long) from * Integer.BYTES,
              (float) targets.smoothing(),
              trains,
              losses.rows(from, count));
      chunk.scored(some, factor, scores, from);
      bench.arena().release(chunkMark);
    }
    bench.losses().sum(losses, weight, result);
    bench.arena().release(mark);
  }
}
