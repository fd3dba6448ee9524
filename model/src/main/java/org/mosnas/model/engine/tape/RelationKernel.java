package org.mosnas.model.engine.tape;

import org.mosnas.model.kernel.Gemm;
import org.mosnas.model.kernel.Softmax;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.LossOps.Relations;

/** The divergence of the relations of tokens from a teacher's, text by text and head by head. */
final class RelationKernel {
  private final Gemm gemm;
  private final Arena arena;
  private final Relations wanted;

  RelationKernel(Gemm gemm, Arena arena, Relations wanted) {
    this.gemm = gemm;
    this.arena = arena;
    this.wanted = wanted;
  }

  /**
   * The divergence without its weight.
   *
   * @param x {@code [tokens, width]}
   */
  double forward(Matrix x) {
    double sum = 0;
    for (int b = 0; b < wanted.texts().count(); b++) {
      for (int h = 0; h < wanted.heads(); h++) {
        Arena.Mark mark = arena.mark();
        Matrix mine = products(head(x, b, h));
        Matrix theirs = products(head(wanted.vectors(), b, h));
        Matrix scratch = arena.allocate(2, mine.columns());
        for (int r = 0; r < mine.rows(); r++) {
          sum += Softmax.divergenceRow(mine, theirs, r, 1, scratch);
        }
        arena.release(mark);
      }
    }
    return sum / wanted.heads();
  }

  /**
   * Adds to {@code dx}: with {@code D = R(x) - R(vectors)} the gradient is {@code (D + D^T) x_h}
   * over the root of the width of a head. Relations are computed anew, not kept.
   *
   * @param weight factor of the divergence
   */
  void backward(Matrix x, float weight, Matrix dx) {
    for (int b = 0; b < wanted.texts().count(); b++) {
      for (int h = 0; h < wanted.heads(); h++) {
        Arena.Mark mark = arena.mark();
        Matrix head = head(x, b, h);
        Matrix mine = products(head);
        Matrix difference = products(head(wanted.vectors(), b, h));
        Matrix scratch = arena.allocate(2, mine.columns());
        for (int r = 0; r < mine.rows(); r++) {
          double unused = Softmax.divergenceRow(mine, difference, r, 1, scratch);
        }
        float factor = weight / wanted.heads() * scale(head);
        Matrix into = head(dx, b, h);
        gemm.times(factor, difference, head, 1, into);
        gemm.transposedTimes(factor, difference, head, 1, into);
        arena.release(mark);
      }
    }
  }

  /** The columns of a head in the rows of a text, {@code [length, width / heads]}. */
  private Matrix head(Matrix m, int text, int head) {
    int size = m.columns() / wanted.heads();
    return m.rows(wanted.texts().start(text), wanted.texts().length(text))
        .columns(head * size, size);
  }

  /** Scaled products of all pairs of rows, {@code [length, length]}. */
  private Matrix products(Matrix head) {
    Matrix products = arena.allocate(head.rows(), head.rows());
    gemm.timesTransposed(scale(head), head, head, 0, products);
    return products;
  }

  private static float scale(Matrix head) {
    return (float) (1 / Math.sqrt(head.columns()));
  }
}
