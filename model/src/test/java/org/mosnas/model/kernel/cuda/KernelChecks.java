package org.mosnas.model.kernel.cuda;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Every kernel against doubles, on random numbers: what is left of the difference, relative to the
 * norm of what was expected. Used by tests on the stand-in and by the check of a card.
 */
public final class KernelChecks implements AutoCloseable {
  private final SplittableRandom random;
  private final Gpu gpu = Gpu.open();
  private final DeviceArena arena = gpu.arena();
  private final Map<String, Double> errors = new LinkedHashMap<>();

  private KernelChecks(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Relative errors by the names of kernels; of products by those of precisions. */
  public static Map<String, Double> errors(long seed) {
    try (KernelChecks checks = new KernelChecks(seed)) {
      new RowChecks(checks).run();
      new StateChecks(checks).run();
      new AttentionChecks(checks).run();
      return checks.errors;
    }
  }

  SplittableRandom random() {
    return random;
  }

  Gpu gpu() {
    return gpu;
  }

  DeviceArena arena() {
    return arena;
  }

  /** Where errors are noted. */
  Map<String, Double> found() {
    return errors;
  }

  @Override
  public void close() {
    arena.close();
    gpu.close();
  }
}
