package org.mosnas.search.latency;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

  /** Reads processor and memory from Linux's proc files, or from the JVM where there are none. */
  static final class MachineReader {
    private final List<String> cpuInfo;
    private final List<String> memInfo;

    MachineReader(Path cpuInfo, Path memInfo) {
      this.cpuInfo = lines(cpuInfo);
      this.memInfo = lines(memInfo);
    }

    static MachineReader ofThisMachine() {
      return new MachineReader(Path.of("/proc/cpuinfo"), Path.of("/proc/meminfo"));
    }

    HardwareFingerprint fingerprint(int threads, String engine, String blas) {
      String jvm = System.getProperty("java.vm.name") + " " + System.getProperty("java.version");
      return new HardwareFingerprint(
          cpuModel(), cores(), memoryBytes(), threads, engine, jvm, blas);
    }

    private String cpuModel() {
      return value(cpuInfo, "model name")
          .or(() -> value(cpuInfo, "Model"))
          .or(() -> value(cpuInfo, "Hardware"))
          .or(this::armPart)
          .orElse(System.getProperty("os.arch") + " processor");
    }

    /** Servers with ARM processors have no name there, only numbers. */
    private Optional<String> armPart() {
      return value(cpuInfo, "CPU part")
          .map(part -> "ARM " + value(cpuInfo, "CPU implementer").orElse("?") + " part " + part);
    }

    private int cores() {
      long counted = cpuInfo.stream().filter(line -> keyOf(line).equals("processor")).count();
      return counted > 0 ? (int) counted : Runtime.getRuntime().availableProcessors();
    }

    private long memoryBytes() {
      return value(memInfo, "MemTotal")
          .map(text -> text.replaceAll("[^0-9]", ""))
          .filter(digits -> !digits.isEmpty())
          .map(kibibytes -> Long.parseLong(kibibytes) * 1024)
          .orElse(0L);
    }

    private static Optional<String> value(List<String> lines, String key) {
      return lines.stream()
          .filter(line -> keyOf(line).equals(key))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .filter(value -> !value.isEmpty())
          .findFirst();
    }

    private static String keyOf(String line) {
      int colon = line.indexOf(':');
      return colon < 0 ? "" : line.substring(0, colon).trim();
    }

    private static List<String> lines(Path file) {
      try {
        return Files.readAllLines(file, StandardCharsets.UTF_8);
      } catch (IOException e) {
        return List.of();
      }
    }
  }
}
