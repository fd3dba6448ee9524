package org.mosnas.model.engine.tape;

import org.mosnas.model.kernel.Gemm;
import org.mosnas.model.kernel.Softmax;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.memory.Matrix;

/**
 * Output projection, softmax and loss in chunks of tokens, so that the scores of all words never
 * exist for the whole batch.
 *
 * <p>The gradient is computed on the way: the loss is a sum, so what flows into it is one.
 */
final class OutputLoss {
  /** Scores kept at once, 64 MB: hundreds of tokens make the products as fast as they get. */
  private static final int CHUNK_FLOATS = 1 << 24;

  private final Gemm gemm;
  private final Arena arena;
  private final Matrix words;
  private final Matrix wordsGradient;
  private final float smoothing;

  /**
   * Prepares the loss.
   *
   * @param words {@code [vocab, embed]}
   * @param wordsGradient of the same shape, or {@code null} for values only
   */
  OutputLoss(Gemm gemm, Arena arena, Matrix words, Matrix wordsGradient, float smoothing) {
    this.gemm = gemm;
    this.arena = arena;
    this.words = words;
    this.wordsGradient = wordsGradient;
    this.smoothing = smoothing;
  }

  /**
   * Computes the loss and, where wanted, its gradient.
   *
   * @param hidden {@code [tokens, embed]}
   * @param targets {@code [tokens]}
   * @param dHidden result, {@code [tokens, embed]}, or {@code null}
   * @param result {@code [1, 2]}: loss and negative log-likelihood
   */
  void run(Matrix hidden, int[] targets, Matrix dHidden, Matrix result) {
    boolean gradients = dHidden != null;
    int chunk = Math.max(32, CHUNK_FLOATS / words.rows());
    Arena.Mark mark = arena.mark();
    Matrix scores = arena.allocate(Math.min(chunk, hidden.rows()), words.rows());
    double[] sums = new double[2];
    for (int from = 0; from < hidden.rows(); from += chunk) {
      int count = Math.min(chunk, hidden.rows() - from);
      Matrix rows = hidden.rows(from, count);
      Matrix logits = scores.rows(0, count);
      gemm.timesTransposed(1, rows, words, 0, logits);
      for (int r = 0; r < count; r++) {
        Softmax.crossEntropyRow(logits, r, targets[from + r], smoothing, gradients, sums);
      }
      if (gradients) {
        gemm.times(1, logits, words, 0, dHidden.rows(from, count));
        gemm.transposedTimes(1, logits, rows, 1, wordsGradient);
      }
    }
    arena.release(mark);
    result.set(0, 0, (float) sums[0]);
    result.set(0, 1, (float) sums[1]);
  }
}
