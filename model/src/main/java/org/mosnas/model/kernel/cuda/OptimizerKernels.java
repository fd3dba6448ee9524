package org.mosnas.model.kernel.cuda;

import org.mosnas.model.kernel.Adam;

/** The norm of gradients and Adam, over flat vectors; all queued. */
public final class OptimizerKernels implements AutoCloseable {
  private static final int PARTS = 1024;
  private static final int THREADS = 256;
  private static final int FLOATS_OF_THREAD = 16;
  private static final int SCALE_AT = 8;

  private final Gpu gpu;
  private final DeviceMemory parts;
  private final DeviceMemory scalars;

  /** Kernels of a device; closed by their owner. */
  public OptimizerKernels(Gpu gpu) {
    this.gpu = gpu;
    this.parts = gpu.allocate((long) PARTS * Double.BYTES);
    this.scalars = gpu.allocate(16);
  }

  /**
   * Sets the scale of gradients: one over the tokens, less where their norm per token is beyond
   * {@code clipNorm}.
   *
   * @param gradients {@code [1, floats]}
   * @param clipNorm 0 for no limit
   */
  public void scale(DeviceMatrix gradients, long tokens, double clipNorm) {
    int count = Math.min(PARTS, RowKernels.blocks(gradients.columns(), THREADS * FLOATS_OF_THREAD));
    gpu.launch("square_parts")
        .with(gradients.address())
        .with(gradients.columns())
        .with(parts.address())
        .run(count, THREADS);
    gpu.launch("gradient_scale")
        .with(parts.address())
        .with(count)
        .with((double) tokens)
        .with(clipNorm)
        .with(scalars.address())
        .with(scalars.address() + SCALE_AT)
        .run(1, 1);
  }

  /**
   * One step, with the gradients scaled as {@link #scale} said; they are zero afterwards.
   *
   * @param parameters {@code [1, floats]}, like the others; floats are a multiple of four
   * @param step whose scale is not used
   */
  public void adam(
      DeviceMatrix parameters,
      DeviceMatrix gradients,
      DeviceMatrix firstMoments,
      DeviceMatrix secondMoments,
      Adam.Step step) {
    int quadruples = parameters.columns() / 4;
    gpu.launch("adam")
        .with(parameters.address())
        .with(gradients.address())
        .with(firstMoments.address())
        .with(secondMoments.address())
        .with(quadruples)
        .with(step.beta1())
        .with(step.beta2())
        .with(step.stepSize())
        .with(step.epsilon())
        .with(step.decay())
        .with(scalars.address() + SCALE_AT)
        .run(RowKernels.blocks(quadruples, THREADS), THREADS);
  }

  /** Address of the sum of the squares of the gradients, a double. */
  public long squares() {
    return scalars.address();
  }

  @Override
  public void close() {
    parts.close();
    scalars.close();
  }
}
