package org.mosnas.spark.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The most memory this process has held so far. */
public final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private PeakMemory() {}

  /** Largest resident set in bytes, heap and native memory together; empty where Linux is not. */
  public static OptionalLong bytes() {
    return bytes(STATUS);
  }

  static OptionalLong bytes(Path status) {
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmHWM:")) {
          return OptionalLong.of(1024 * Long.parseLong(line.replaceAll("[^0-9]", "")));
        }
      }
      return OptionalLong.empty();
    } catch (IOException notLinux) {
      return OptionalLong.empty();
    }
  }
}
