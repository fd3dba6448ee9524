package org.mosnas.search.latency;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads processor and memory from Linux's proc files, or from the JVM where there are none. */
final class MachineReader {
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
    return new HardwareFingerprint(cpuModel(), cores(), memoryBytes(), threads, engine, jvm, blas);
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
