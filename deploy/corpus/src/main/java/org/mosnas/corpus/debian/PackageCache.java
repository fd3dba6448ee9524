package org.mosnas.corpus.debian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mosnas.corpus.debian.AptOutcome.DebPackage;
import org.mosnas.model.checksum.Checksums;
import org.mosnas.model.error.BadDataException;

/**
 * Package files kept for the next time, one for each name: {@code packages/NAME.deb} and, written
 * last, {@code packages/NAME.deb.sha256} in the format of {@code sha256sum}.
 */
final class PackageCache {
  private final Path folder;

  PackageCache(Path cache) {
    this.folder = cache.resolve("packages");
  }

  /** All of the packages, or nothing if one is missing or damaged, which is told. */
  Optional<List<DebPackage>> find(List<String> names, Consumer<String> progress) {
    List<DebPackage> found = new ArrayList<>();
    for (String name : names) {
      Path file = file(name);
      if (!Files.exists(file) || !Files.exists(checksumFile(name))) {
        return Optional.empty();
      }
      try {
        String sha256 = Checksums.sha256(file);
        if (!Files.readString(checksumFile(name)).startsWith(sha256 + " ")) {
          throw new BadDataException("its checksum has changed");
        }
        found.add(describe(name, file, sha256));
      } catch (IOException | BadDataException e) {
        progress.accept("cache: " + file + " is damaged (" + e.getMessage() + "), fetched again");
        return Optional.empty();
      }
    }
    return Optional.of(found);
  }

  /** Takes over the packages that apt left in {@code downloads}. */
  List<DebPackage> store(List<String> names, Path downloads) throws IOException {
    Files.createDirectories(folder);
    List<DebPackage> stored = new ArrayList<>();
    for (String name : names) {
      Path file = file(name);
      Files.deleteIfExists(checksumFile(name));
      Files.move(downloaded(name, downloads), file, StandardCopyOption.REPLACE_EXISTING);
      String sha256 = Checksums.sha256(file);
      stored.add(describe(name, file, sha256));
      Files.writeString(checksumFile(name), sha256 + "  " + file.getFileName() + "\n");
    }
    return stored;
  }

  private static Path downloaded(String name, Path downloads) throws IOException {
    try (Stream<Path> files = Files.list(downloads)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(name + "_"))
          .findFirst()
          .orElseThrow(
              () -> new BadDataException("apt-get succeeded but left no file of package " + name));
    }
  }

  private static DebPackage describe(String name, Path file, String sha256) {
    Map<String, String> control = new DebArchive(file).control();
    if (!name.equals(control.get("Package")) || !control.containsKey("Version")) {
      throw new BadDataException(
          file + ": expected package " + name + ", found " + control.get("Package"));
    }
    return new DebPackage(name, control.get("Version"), file, sha256);
  }

  private Path file(String name) {
    return folder.resolve(name + ".deb");
  }

  private Path checksumFile(String name) {
    return folder.resolve(name + ".deb.sha256");
  }
}
