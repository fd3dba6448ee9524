package org.mosnas.model.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/** What the processor can do, as Linux tells it. */
final class CpuFlags {
  private static final Set<String> FLAGS = read();

  private CpuFlags() {}

  /** The flags of the first core, such as {@code avx2}; none where there is no Linux. */
  static Set<String> ofThisMachine() {
    return FLAGS;
  }

  private static Set<String> read() {
    Path cores = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(cores)) {
      return Set.of();
    }
    try (var lines = Files.lines(cores, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(line -> Set.copyOf(Arrays.asList(line.split("\\s+"))))
          .orElse(Set.of());
    } catch (IOException e) {
      return Set.of();
    }
  }
}
