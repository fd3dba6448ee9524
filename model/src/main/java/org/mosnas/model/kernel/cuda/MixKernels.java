package org.mosnas.model.kernel.cuda;

/** Mixtures of experts; all queued. */
public final class MixKernels {
  private final Gpu gpu;

  /** Kernels of a device. */
  public MixKernels(Gpu gpu) {
    this.gpu = gpu;
  }

  /**
   * The experts of one map.
   *
   * @param addresses where the addresses of their weights, biases, gradients of weights and
   *     gradients of biases are, {@code [4, count]}
   * @param count number of experts
   * @param stride of all weights
   */
  public record Experts(long addresses, int count, int stride) {}

  /**
   * {@code weight[n] = sum_i coefficients[n, i] * expert_i[n]}, and so for the bias.
   *
   * @param coefficients {@code [rows, count]}, or {@code [1, count]} for all rows
   * @param weight {@code [rows, columns]}, dense
   * @param bias {@code [1, rows]}
   */
  public void mix(
      Experts experts, DeviceMatrix coefficients, DeviceMatrix weight, DeviceMatrix bias) {
    arguments("mix", experts, coefficients, weight)
        .with(weight.address())
        .with(bias.address())
        .run(weight.rows(), RowKernels.threads(weight.columns()));
  }

  /**
   * Way back of {@link #mix}: adds to the gradients of the experts.
   *
   * @param coefficientGradients set, {@code [rows, count]}: what every row says
   */
  public void backward(
      Experts experts,
      DeviceMatrix coefficients,
      DeviceMatrix weightGradient,
      DeviceMatrix biasGradient,
      DeviceMatrix coefficientGradients) {
    arguments("mix_backward", experts, coefficients, weightGradient)
        .with(weightGradient.address())
        .with(biasGradient.address())
        .with(coefficientGradients.address())
        .run(weightGradient.rows(), RowKernels.threads(weightGradient.columns()));
  }

  private Launch arguments(
      String kernel, Experts experts, DeviceMatrix coefficients, DeviceMatrix weight) {
    boolean shared = coefficients.rows() == 1;
    return gpu.launch(kernel)
        .with(experts.addresses())
        .with(experts.count())
        .with(experts.stride())
        .with(coefficients.address())
        .with(shared)
        .with(weight.columns());
  }
}
