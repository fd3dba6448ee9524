package org.mosnas.search.latency;

import java.io.Serializable;
import java.util.Locale;

/**
 * What a latency was measured on.
 *
 * @param cpuModel name of the processor as the operating system gives it
 * @param cores logical processors of the machine, at least 1
 * @param memoryBytes memory of the machine; 0 where it cannot be read
 * @param threads threads the engine used, at least 1
 * @param engine engine that ran the network, such as {@code tape}
 * @param jvm name and version of the virtual machine
 * @param blas processor type that the matrix library chose its kernels for, such as {@code Zen};
 *     empty where unknown
 */
public record HardwareFingerprint(
    String cpuModel,
    int cores,
    long memoryBytes,
    int threads,
    String engine,
    String jvm,
    String blas)
    implements Serializable {

  /** Checks the ranges. */
  public HardwareFingerprint {
    if (cpuModel.isBlank() || engine.isBlank()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "processor and engine must be named, were '%s' and '%s'",
              cpuModel,
              engine));
    }
    if (cores < 1 || threads < 1 || memoryBytes < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "cores and threads must be at least 1 and memory not negative, were %d, %d, %d",
              cores,
              threads,
              memoryBytes));
    }
  }

  /** Reads this machine; see {@link #HardwareFingerprint} for the arguments. */
  public static HardwareFingerprint ofThisMachine(int threads, String engine, String blas) {
    return MachineReader.ofThisMachine().fingerprint(threads, engine, blas);
  }

  /**
   * The name that machines of the same speed share: processor, logical processors, threads, engine
   * and matrix kernels, but neither memory nor virtual machine nor host.
   *
   * @return lower-case words joined by {@code -}, parts joined by {@code /}; usable in file names
   *     once the slashes are replaced
   */
  public String hardwareClass() {
    String name = slug(cpuModel) + "/" + cores + "-cores/" + threads + "-threads/" + slug(engine);
    return blas.isBlank() ? name : name + "/" + slug(blas);
  }

  private static String slug(String text) {
    return text.toLowerCase(Locale.ROOT)
        .replaceAll("\\((r|tm)\\)", " ")
        .replaceAll("[^a-z0-9.]+", "-")
        .replaceAll("^-|-$", "");
  }
}
