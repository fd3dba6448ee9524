package org.mosnas.model.kernel.cuda;

import java.util.Optional;

/** Lookups, copies, biases, activations, dropout and norms, row by row; all queued. */
public final class RowKernels {
  private static final int WARP = 32;
  private static final int MOST_THREADS = 256;
  private static final int CHUNK_ROWS = 64;
  private static final int HEIGHT = 8;

  /** Blocks of the way back of norms: not of the card, so that sums have the same order on all. */
  private static final int NORM_BLOCKS = 512;

  private static final int NORM_COLUMNS_OF_THREAD = 8;
  private static final int NORM_THREADS = 512;

  private final Gpu gpu;
  private final DeviceArena arena;

  /** Kernels that take what they need for a moment from {@code arena}. */
  public RowKernels(Gpu gpu, DeviceArena arena) {
    this.gpu = gpu;
    this.arena = arena;
  }

  /** Sets every element to zero. */
  public void clear(DeviceMatrix x) {
    if (x.contiguous()) {
      gpu.fill(x.address(), 0, x.size());
      return;
    }
    gpu.launch("copy_rows")
        .with(x)
        .with(0f)
        .with(x.columns())
        .with(x)
        .with(false)
        .run(x.rows(), threads(x.columns()));
  }

  /**
   * {@code y[r] = scale * table[ids[r]] + positions[places[r]]}.
   *
   * @param table {@code [vocab, columns]}
   * @param positions {@code [positions, columns]}
   * @param ids address of as many integers as {@code y} has rows, like {@code places}
   * @param y {@code [rows, columns]}, dense
   */
  public void embed(
      DeviceMatrix table,
      DeviceMatrix positions,
      long ids,
      long places,
      float scale,
      DeviceMatrix y) {
    gpu.launch("embed")
        .with(table)
        .with(positions)
        .with(ids)
        .with(places)
        .with(scale)
        .with(y.columns())
        .with(y.address())
        .run(y.rows(), threads(y.columns()));
  }

  /**
   * Adds rows of {@code x} to rows of {@code y}, those to one row in a fixed order.
   *
   * @param lists where the {@link RowLists} of the rows have been uploaded to
   */
  public void addRows(DeviceMatrix x, RowLists.Uploaded lists, float scale, DeviceMatrix y) {
    gpu.launch("add_rows")
        .with(x)
        .with(lists.order())
        .with(lists.starts())
        .with(lists.targets())
        .with(scale)
        .with(x.columns())
        .with(y)
        .run(lists.count(), threads(x.columns()));
  }

  /** {@code y[r] = x[index[r]]}, or added to it. */
  public void gatherRows(DeviceMatrix x, long index, DeviceMatrix y, boolean adds) {
    gpu.launch("gather_rows")
        .with(x)
        .with(index)
        .with(y.columns())
        .with(y)
        .with(adds)
        .run(y.rows(), threads(y.columns()));
  }

  /** {@code y[index[r]] = x[r]} for different indices. */
  public void scatterRows(DeviceMatrix x, long index, DeviceMatrix y) {
    gpu.launch("scatter_rows")
        .with(x)
        .with(index)
        .with(x.columns())
        .with(y)
        .run(x.rows(), threads(x.columns()));
  }

  /** {@code y = factor * x}, or added to it. */
  public void copy(float factor, DeviceMatrix x, DeviceMatrix y, boolean adds) {
    gpu.launch("copy_rows")
        .with(x)
        .with(factor)
        .with(x.columns())
        .with(y)
        .with(adds)
        .run(x.rows(), threads(x.columns()));
  }

  /** {@code y = dropout(activation(y + bias))} in place; {@code y} is dense. */
  public void biasActivation(
      DeviceMatrix y, DeviceMatrix bias, DeviceActivation activation, DeviceDropout dropout) {
    gpu.launch("bias_activation")
        .with(y.address())
        .with(y.columns())
        .with(bias.address())
        .with(activation)
        .with(dropout)
        .run(y.rows(), threads(y.columns()));
  }

  /** Dropout in place; {@code y} is dense. */
  public void dropout(DeviceMatrix y, DeviceDropout dropout) {
    gpu.launch("drop_out")
        .with(y.address())
        .with(y.columns())
        .with(dropout)
        .run(y.rows(), threads(y.columns()));
  }

  /**
   * Way back of {@link #biasActivation}.
   *
   * @param y its result, dense
   * @param dy gradient of it; without activation, dropout and bias afterwards
   * @param biasGradient added to
   */
  public void biasActivationBackward(
      DeviceMatrix y,
      DeviceMatrix dy,
      DeviceActivation activation,
      DeviceDropout dropout,
      DeviceMatrix biasGradient) {
    int chunks = blocks(dy.rows(), CHUNK_ROWS);
    DeviceArena.Mark mark = arena.mark();
    DeviceMatrix parts = arena.allocate(chunks, dy.columns());
    gpu.launch("bias_activation_backward")
        .with(y.address())
        .with(dy.address())
        .with(dy.rows())
        .with(dy.columns())
        .with(activation)
        .with(dropout)
        .with(CHUNK_ROWS)
        .with(parts.address())
        .run(blocks(dy.columns(), WARP), chunks, WARP, height(Math.min(dy.rows(), CHUNK_ROWS)), 0);
    addParts(parts, biasGradient);
    arena.release(mark);
  }

  /**
   * {@code y = x} in bfloat16, rounded to the nearest.
   *
   * @param y address of the result
   * @param stride distance of its rows, in numbers of two bytes
   */
  void toBfloat16(DeviceMatrix x, long y, int stride) {
    gpu.launch("to_bfloat16")
        .with(x)
        .with(x.columns())
        .with(y)
        .with(stride)
        .run(x.rows(), threads(x.columns()));
  }

  /** Adds the sum of the rows of {@code parts}, dense, to {@code sums}. */
  public void addParts(DeviceMatrix parts, DeviceMatrix sums) {
    addParts(parts.address(), parts.rows(), parts.columns(), 1, sums.address(), 0, 0);
  }

  private void addParts(
      long parts, int chunks, int columns, int outputs, long first, long second, long third) {
    gpu.launch("add_parts")
        .with(parts)
        .with(chunks)
        .with(columns)
        .with(first)
        .with(second)
        .with(third)
        .run(blocks(columns, WARP), outputs, WARP, height(chunks), 0);
  }

  /**
   * A norm and what it needs.
   *
   * @param weight {@code [columns]}
   * @param bias {@code [columns]}
   * @param inverse one over the deviations, {@code [rows]}
   * @param epsilon added to the variance
   * @param dropout of what is added to the residual
   */
  public record Norm(
      DeviceMatrix weight,
      DeviceMatrix bias,
      DeviceMatrix inverse,
      float epsilon,
      DeviceDropout dropout) {}

  /**
   * {@code y = norm(residual + dropout(x + before)) * weight + bias}.
   *
   * @param x {@code [rows, columns]}, dense; holds the normalised sum afterwards
   * @param before bias of the map that made {@code x}, where it has not been added yet
   * @param y {@code [rows, columns]}, dense
   */
  public void norm(
      DeviceMatrix residual,
      DeviceMatrix x,
      Optional<DeviceMatrix> before,
      Norm norm,
      DeviceMatrix y) {
    norm(residual, x.address(), before.map(DeviceMatrix::address).orElse(0L), norm, x, y);
  }

  /**
   * {@code y = norm(x) * weight + bias}.
   *
   * @param x {@code [rows, columns]}, dense
   * @param normalised set, {@code [rows, columns]}, dense
   * @param y {@code [rows, columns]}, dense
   */
  public void norm(DeviceMatrix x, DeviceMatrix normalised, Norm norm, DeviceMatrix y) {
    norm(x, 0, 0, norm, normalised, y);
  }

  private void norm(
      DeviceMatrix residual,
      long x,
      long before,
      Norm norm,
      DeviceMatrix normalised,
      DeviceMatrix y) {
    gpu.launch("norm")
        .with(residual.address())
        .with(x)
        .with(before)
        .with(norm.weight().address())
        .with(norm.bias().address())
        .with(y.columns())
        .with(norm.epsilon())
        .with(norm.dropout())
        .with(normalised.address())
        .with(y.address())
        .with(norm.inverse().address())
        .run(y.rows(), normThreads(y.columns()));
  }

  /**
   * Gradients of a norm.
   *
   * @param weight added to, {@code [columns]}
   * @param bias added to, {@code [columns]}
   * @param before added to, {@code [columns]}; where {@code x} came without a bias, any memory of
   *     that size
   * @param residual set or added to, {@code [rows, columns]}, dense
   * @param adds whether it is added to
   * @param x set, {@code [rows, columns]}, dense; empty where there is a residual only
   */
  public record NormGradients(
      DeviceMatrix weight,
      DeviceMatrix bias,
      DeviceMatrix before,
      DeviceMatrix residual,
      boolean adds,
      Optional<DeviceMatrix> x) {}

  /**
   * Way back of both norms; what the second one takes is a residual.
   *
   * @param normalised what the first one left in {@code x}, or the second in {@code normalised}
   */
  public void normBackward(
      DeviceMatrix dy, DeviceMatrix normalised, Norm norm, NormGradients gradients) {
    int blocks = Math.min(dy.rows(), NORM_BLOCKS);
    int columns = dy.columns();
    DeviceArena.Mark mark = arena.mark();
    DeviceMatrix parts = arena.allocate(blocks, 3 * columns);
    gpu.launch("norm_backward")
        .with(dy.address())
        .with(normalised.address())
        .with(norm.inverse().address())
        .with(norm.weight().address())
        .with(dy.rows())
        .with(columns)
        .with(norm.dropout())
        .with(gradients.residual().address())
        .with(gradients.adds())
        .with(gradients.x().map(DeviceMatrix::address).orElse(0L))
        .with(parts.address())
        .run(blocks, normThreads(columns));
    addParts(
        parts.address(),
        blocks,
        columns,
        3,
        gradients.weight().address(),
        gradients.bias().address(),
        gradients.before().address());
    arena.release(mark);
  }

  private static int normThreads(int columns) {
    int threads = blocks(blocks(columns, NORM_COLUMNS_OF_THREAD), WARP) * WARP;
    if (threads > NORM_THREADS) {
      throw Driver.usage(
          "model.engine = cuda has norms of up to "
              + NORM_COLUMNS_OF_THREAD * NORM_THREADS
              + " columns, asked for "
              + columns
              + "; use a narrower space or model.engine = tape");
    }
    return threads;
  }

  static int threads(int columns) {
    return Math.min(MOST_THREADS, blocks(columns, WARP) * WARP);
  }

  static int blocks(int count, int size) {
    return (count + size - 1) / size;
  }

  /** Rows of a block that adds columns up. */
  private static int height(int rows) {
    return Math.max(1, Math.min(HEIGHT, rows / 4));
  }
}
