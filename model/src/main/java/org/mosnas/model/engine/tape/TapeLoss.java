package org.mosnas.model.engine.tape;

import java.util.Optional;
import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.kernel.Gemm;
import org.mosnas.model.kernel.Softmax;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.LossOps.Targets;

/**
 * Output projection, softmax and loss in chunks of tokens, so that the scores of all tokens never
 * exist for the whole batch.
 *
 * <p>The gradient is computed on the way: the loss is a sum, so what flows into it is its weight.
 */
final class TapeLoss {
  /** Scores kept at once, 64 MB: hundreds of tokens make the products as fast as they get. */
  private static final int CHUNK_FLOATS = 1 << 24;

  private final Gemm gemm;
  private final Arena arena;
  private final Matrix table;
  private final Optional<Matrix> bias;

  /**
   * Prepares the loss.
   *
   * @param table {@code [vocab, embed]}
   * @param bias of the scores, {@code [vocab]}
   */
  TapeLoss(Gemm gemm, Arena arena, Matrix table, Optional<Matrix> bias) {
    this.gemm = gemm;
    this.arena = arena;
    this.table = table;
    this.bias = bias;
  }

  /**
   * Where gradients go.
   *
   * @param table {@code [vocab, embed]}, added to
   * @param bias {@code [vocab]}, added to
   * @param hidden {@code [rows, embed]}, set
   */
  record Gradients(Matrix table, Optional<Matrix> bias, Matrix hidden) {}

  /**
   * Computes the loss and, where wanted, its gradient.
   *
   * @param hidden {@code [rows, embed]}
   * @param weight factor of the loss and of its gradient
   * @param gradients where they go; empty for values only
   * @param result {@code [1, 2]}: loss and negative log-likelihood
   */
  void run(
      Matrix hidden, Targets targets, float weight, Optional<Gradients> gradients, Matrix result) {
    int[] ids = targets.ids();
    float smoothing = (float) targets.smoothing();
    int chunk = Math.max(32, CHUNK_FLOATS / table.rows());
    Arena.Mark mark = arena.mark();
    Matrix scores = arena.allocate(Math.min(chunk, hidden.rows()), table.rows());
    double[] sums = new double[2];
    for (int from = 0; from < hidden.rows(); from += chunk) {
      int count = Math.min(chunk, hidden.rows() - from);
      Matrix rows = hidden.rows(from, count);
      Matrix logits = scores.rows(0, count);
      gemm.timesTransposed(1, rows, table, 0, logits);
      bias.ifPresent(b -> Elementwise.addBias(logits, b));
      for (int r = 0; r < count; r++) {
        Softmax.crossEntropyRow(logits, r, ids[from + r], smoothing, gradients.isPresent(), sums);
      }
      if (gradients.isPresent()) {
        gemm.times(weight, logits, table, 0, gradients.get().hidden().rows(from, count));
        gemm.transposedTimes(weight, logits, rows, 1, gradients.get().table());
        gradients.get().bias().ifPresent(into -> addRows(weight, logits, into));
      }
    }
    arena.release(mark);
    result.set(0, 0, weight * (float) sums[0]);
    result.set(0, 1, (float) sums[1]);
  }

  private static void addRows(float weight, Matrix rows, Matrix sums) {
    for (int r = 0; r < rows.rows(); r++) {
      Elementwise.addScaledRow(weight, rows, r, sums, 0);
    }
  }
}
