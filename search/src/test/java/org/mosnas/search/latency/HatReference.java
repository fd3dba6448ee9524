package org.mosnas.search.latency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** HAT's latency files, where the machine has them beside the repository. */
final class HatReference {
  private HatReference() {}

  /** All files there are; skips the test if there are none. */
  static List<Path> files() {
    Path folder = folder();
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One file by its name without the ending; skips the test if it is not there. */
  static Path file(String name) {
    Path file = folder().resolve(name + ".csv");
    skipUnless(Files.isRegularFile(file), file);
    return file;
  }

  private static Path folder() {
    // Tests run in the module's folder, one below the repository.
    Path folder = Path.of("../../shared/reference/hat-latency");
    skipUnless(Files.isDirectory(folder), folder);
    return folder;
  }

  private static void skipUnless(boolean present, Path path) {
    if (!present) {
      System.out.println("skipped: no " + path.toAbsolutePath().normalize());
    }
    Assumptions.assumeTrue(present);
  }
}
