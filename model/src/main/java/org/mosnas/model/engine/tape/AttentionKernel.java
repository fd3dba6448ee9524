package org.mosnas.model.engine.tape;

import org.mosnas.model.engine.DropoutMasks;
import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.kernel.Gemm;
import org.mosnas.model.kernel.Softmax;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Ops.Attention;

/** Scaled dot-product attention, sentence by sentence and head by head. */
final class AttentionKernel {
  private final Gemm gemm;
  private final Arena arena;
  private final Attention layout;
  private final float rate;
  private final int seed;
  private final boolean keep;
  private Matrix[] kept;

  /**
   * Prepares one attention.
   *
   * @param rate dropout on the probabilities
   * @param keep whether probabilities are kept for {@link #backward}
   */
  AttentionKernel(Gemm gemm, Arena arena, Attention layout, float rate, int seed, boolean keep) {
    this.gemm = gemm;
    this.arena = arena;
    this.layout = layout;
    this.rate = rate;
    this.seed = seed;
    this.keep = keep;
  }

  void forward(Matrix q, Matrix k, Matrix v, Matrix y) {
    int heads = layout.heads();
    int sentences = layout.queries().count();
    int size = q.columns() / heads;
    float scale = (float) (1 / Math.sqrt(size));
    kept = keep ? new Matrix[sentences * heads] : null;
    for (int b = 0; b < sentences; b++) {
      Matrix qb = queries(q, b);
      Matrix kb = keys(k, b);
      Matrix vb = keys(v, b);
      Matrix yb = queries(y, b);
      for (int h = 0; h < heads; h++) {
        Arena.Mark start = arena.mark();
        Matrix p = scores(qb.rows(), kb.rows());
        Arena.Mark afterScores = arena.mark();
        gemm.timesTransposed(
            scale,
            qb.columns(h * size, size),
            kb.columns(h * size, size),
            0,
            p.columns(0, kb.rows()));
        softmax(p, kb.rows());
        Matrix used = dropped(p, b * heads + h);
        gemm.times(
            1,
            used.columns(0, kb.rows()),
            vb.columns(h * size, size),
            0,
            yb.columns(h * size, size));
        arena.release(keep ? afterScores : start);
        if (keep) {
          kept[b * heads + h] = p;
        }
      }
    }
  }

  /** Adds to {@code dq}, {@code dk} and {@code dv}. */
  void backward(Matrix q, Matrix k, Matrix v, Matrix dy, Matrix dq, Matrix dk, Matrix dv) {
    int heads = layout.heads();
    int size = q.columns() / heads;
    float scale = (float) (1 / Math.sqrt(size));
    for (int b = 0; b < layout.queries().count(); b++) {
      for (int h = 0; h < heads; h++) {
        Arena.Mark mark = arena.mark();
        int from = h * size;
        Matrix p = kept[b * heads + h];
        int active = layout.keys().length(b);
        Matrix dyh = queries(dy, b).columns(from, size);
        Matrix used = dropped(p, b * heads + h);
        gemm.transposedTimes(1, used.columns(0, active), dyh, 1, keys(dv, b).columns(from, size));
        Matrix dp = scores(p.rows(), active);
        gemm.timesTransposed(1, dyh, keys(v, b).columns(from, size), 0, dp.columns(0, active));
        clearTail(dp, active);
        Elementwise.dropout(dp, rate, DropoutMasks.headSeed(seed, b * heads + h));
        for (int r = 0; r < p.rows(); r++) {
          Softmax.backwardRow(p, dp, r);
        }
        Matrix ds = dp.columns(0, active);
        gemm.times(
            scale, ds, keys(k, b).columns(from, size), 1, queries(dq, b).columns(from, size));
        gemm.transposedTimes(
            scale, ds, queries(q, b).columns(from, size), 1, keys(dk, b).columns(from, size));
        arena.release(mark);
      }
    }
  }

  private Matrix queries(Matrix m, int b) {
    return m.rows(layout.queries().start(b), layout.queries().length(b));
  }

  private Matrix keys(Matrix m, int b) {
    return m.rows(layout.keys().start(b), layout.keys().length(b));
  }

  private Matrix scores(int rows, int columns) {
    return arena.allocate(rows, DropoutMasks.rowLength(columns));
  }

  private void softmax(Matrix p, int keys) {
    // In a cache the last query sees all keys, so causality counts from the end.
    int offset = keys - p.rows();
    for (int r = 0; r < p.rows(); r++) {
      Softmax.forwardRow(p, r, layout.causal() ? offset + r + 1 : keys);
    }
  }

  /** The probabilities after dropout: themselves, or a copy in the arena. */
  private Matrix dropped(Matrix p, int index) {
    if (rate == 0f) {
      return p;
    }
    Matrix copy = arena.allocate(p.rows(), p.columns());
    Elementwise.copy(p, copy);
    Elementwise.dropout(copy, rate, DropoutMasks.headSeed(seed, index));
    return copy;
  }

  private static void clearTail(Matrix m, int from) {
    for (int r = 0; r < m.rows(); r++) {
      for (int c = from; c < m.columns(); c++) {
        m.set(r, c, 0f);
      }
    }
  }
}
