package org.mosnas.model.kernel.cuda;

import java.util.Optional;

/** Cross-entropy, squared errors, and softmax of the few scores of a router; all queued. */
public final class LossKernels {
  private static final int ROW_THREADS = 512;
  private static final int SUM_THREADS = 256;
  private static final int WARP = 32;

  private final Gpu gpu;

  /** Kernels of a device. */
  public LossKernels(Gpu gpu) {
    this.gpu = gpu;
  }

  /**
   * Label-smoothed cross-entropy of every row.
   *
   * @param scores {@code [rows, vocab]}, dense; their gradients afterwards, where it {@code trains}
   * @param bias to be added to them, {@code [vocab]}
   * @param ids address of the right answers, {@code [rows]}
   * @param losses set: loss and negative log-likelihood, {@code [rows, 2]}
   */
  public void crossEntropy(
      DeviceMatrix scores,
      Optional<DeviceMatrix> bias,
      long ids,
      float smoothing,
      boolean trains,
      DeviceMatrix losses) {
    int threads = Math.min(ROW_THREADS, RowKernels.blocks(scores.columns(), 8 * WARP) * WARP);
    gpu.launch("cross_entropy")
        .with(scores.address())
        .with(scores.columns())
        .with(bias.map(DeviceMatrix::address).orElse(0L))
        .with(ids)
        .with(smoothing)
        .with(trains)
        .with(losses.address())
        .run(scores.rows(), threads);
  }

  /** {@code result = {weight * sum of the losses, sum of the likelihoods}}, {@code [1, 2]}. */
  public void sum(DeviceMatrix losses, float weight, DeviceMatrix result) {
    gpu.launch("sum_losses")
        .with(losses.address())
        .with(losses.rows())
        .with(weight)
        .with(result.address())
        .run(1, Math.min(SUM_THREADS, RowKernels.blocks(losses.rows(), WARP) * WARP));
  }

  /**
   * {@code result = {weight * sum of (scores - values)^2, the same without weight}}.
   *
   * @param scores {@code [rows, 1]}, dense
   * @param values address of as many numbers
   * @param gradient set, {@code [rows, 1]}: that of the first result
   * @param result {@code [1, 2]}
   */
  public void squaredErrors(
      DeviceMatrix scores,
      long values,
      float weight,
      Optional<DeviceMatrix> gradient,
      DeviceMatrix result) {
    gpu.launch("squared_errors")
        .with(scores.address())
        .with(values)
        .with(scores.rows())
        .with(weight)
        .with(gradient.map(DeviceMatrix::address).orElse(0L))
        .with(result.address())
        .run(1, Math.min(SUM_THREADS, RowKernels.blocks(scores.rows(), WARP) * WARP));
  }

  /** Adds the first number of {@code loss}; the {@code first} is copied, with its likelihood. */
  public void add(DeviceMatrix loss, boolean first, DeviceMatrix result) {
    gpu.launch("add_loss").with(loss.address()).with(first).with(result.address()).run(1, 1);
  }

  /** Softmax of every row of a dense matrix, in place. */
  public void softmax(DeviceMatrix x) {
    gpu.launch("softmax_rows").with(x.address()).with(x.columns()).run(x.rows(), WARP);
  }

  /** Way back of {@link #softmax}: {@code d = p * (d - sum of p * d)} in every row. */
  public void softmaxBackward(DeviceMatrix probabilities, DeviceMatrix gradient) {
    gpu.launch("softmax_rows_backward")
        .with(probabilities.address())
        .with(gradient.address())
        .with(gradient.columns())
        .run(gradient.rows(), WARP);
  }
}
