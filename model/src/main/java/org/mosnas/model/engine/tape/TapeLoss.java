package org.mosnas.model.engine.tape;

import java.util.Optional;
import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.kernel.Gemm;
import org.mosnas.model.kernel.Softmax;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.LossOps.Soft;
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
      score(rows, table, bias, logits);
      for (int r = 0; r < count; r++) {
        Softmax.crossEntropyRow(logits, r, ids[from + r], smoothing, gradients.isPresent(), sums);
      }
      if (gradients.isPresent()) {
        addGradients(weight, logits, rows, from, gradients.get());
      }
    }
    arena.release(mark);
    result.set(0, 0, weight * (float) sums[0]);
    result.set(0, 1, (float) sums[1]);
  }

  /**
   * As {@link #run}, with the divergence from a teacher: its scores are computed chunk by chunk
   * too, half as many at a time.
   *
   * @param weight factor of all losses and of their gradient
   */
  void taught(
      Matrix hidden,
      Targets targets,
      Soft soft,
      float weight,
      Optional<Gradients> gradients,
      Matrix result) {
    int[] ids = targets.ids();
    float temperature = (float) soft.temperature();
    float byLabels = (float) targets.weight();
    int chunk = Math.max(32, CHUNK_FLOATS / 2 / table.rows());
    Arena.Mark mark = arena.mark();
    Matrix scores = arena.allocate(Math.min(chunk, hidden.rows()), table.rows());
    Matrix teaching = arena.allocate(scores.rows(), table.rows());
    Matrix scratch = arena.allocate(2, table.rows());
    double[] sums = new double[2];
    double divergence = 0;
    for (int from = 0; from < hidden.rows(); from += chunk) {
      int count = Math.min(chunk, hidden.rows() - from);
      Matrix rows = hidden.rows(from, count);
      Matrix logits = scores.rows(0, count);
      Matrix taught = teaching.rows(0, count);
      score(rows, table, bias, logits);
      score(soft.hidden().rows(from, count), soft.table(), soft.bias(), taught);
      for (int r = 0; r < count; r++) {
        divergence += Softmax.divergenceRow(logits, taught, r, temperature, scratch);
        Softmax.crossEntropyRow(
            logits, r, ids[from + r], (float) targets.smoothing(), gradients.isPresent(), sums);
      }
      if (gradients.isPresent()) {
        Elementwise.scale(byLabels, logits);
        Elementwise.addScaled((float) soft.weight() * temperature, taught, logits);
        addGradients(weight, logits, rows, from, gradients.get());
      }
    }
    arena.release(mark);
    double loss = byLabels * sums[0] + soft.weight() * temperature * temperature * divergence;
    result.set(0, 0, (float) (weight * loss));
    result.set(0, 1, (float) sums[1]);
  }

  /** The scores of some rows, {@code [count, vocab]}. */
  private void score(Matrix rows, Matrix from, Optional<Matrix> shift, Matrix logits) {
    gemm.timesTransposed(1, rows, from, 0, logits);
    shift.ifPresent(b -> Elementwise.addBias(logits, b));
  }

  /** What flows back from the gradients of the scores of the rows from {@code from} on. */
  private void addGradients(float weight, Matrix logits, Matrix rows, int from, Gradients into) {
    gemm.times(weight, logits, table, 0, into.hidden().rows(from, logits.rows()));
    gemm.transposedTimes(weight, logits, rows, 1, into.table());
    into.bias().ifPresent(sums -> addRows(weight, logits, sums));
  }

  private static void addRows(float weight, Matrix rows, Matrix sums) {
    for (int r = 0; r < rows.rows(); r++) {
      Elementwise.addScaledRow(weight, rows, r, sums, 0);
    }
  }
}
