package org.mosnas.corpus.debian;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.mosnas.corpus.debian.AptFolder.Lists;
import org.mosnas.corpus.debian.AptOutcome.Cause;
import org.mosnas.corpus.debian.AptOutcome.DebPackage;
import org.mosnas.corpus.debian.AptOutcome.Described;
import org.mosnas.corpus.debian.AptOutcome.Fetched;
import org.mosnas.corpus.debian.AptOutcome.Unavailable;
import org.mosnas.corpus.text.PackageDescription;

/**
 * Downloads Debian packages as any user, touching nothing of the system's.
 *
 * <p>{@code apt-get update} and {@code apt-get download} with the machine's own sources and keys,
 * but with lists and caches in a private folder and without the hooks that distributions hang on
 * updates; so apt checks signatures and checksums as always. Asks for packages by name, since
 * security updates change versions.
 */
public final class AptDownloader {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int ATTEMPTS = 2;

  private final Path cache;
  private final String searchPath;
  private final Duration patience;

  /**
   * A downloader that finds apt on this process's {@code PATH}.
   *
   * @param cache folder for packages and, while it works, for apt's lists; created if missing
   */
  public AptDownloader(Path cache) {
    this(cache, Optional.ofNullable(System.getenv("PATH")).orElse(""), PATIENCE);
  }

  /**
   * A downloader that finds apt on a search path of its own.
   *
   * @param searchPath folders to look for {@code apt-get} in, in the form of {@code PATH}
   * @param patience longest time for one run of apt
   */
  public AptDownloader(Path cache, String searchPath, Duration patience) {
    this.cache = cache.toAbsolutePath().normalize();
    this.searchPath = searchPath;
    this.patience = patience;
  }

  /**
   * Provides packages, from the cache if all of them are there and intact.
   *
   * @param names names of packages
   * @param family prefix of the names to offer when one of {@code names} does not exist
   * @param progress told one line for each step
   * @throws UncheckedIOException if the cache folder cannot be written
   */
  public AptOutcome fetch(List<String> names, String family, Consumer<String> progress) {
    PackageCache packages = new PackageCache(cache);
    Optional<List<DebPackage>> cached = packages.find(names, progress);
    if (cached.isPresent()) {
      return new Fetched(cached.get());
    }
    return inPrivateFolder(
        Lists.PACKAGES, progress, visit -> download(visit, names, family, progress));
  }

  /**
   * Provides packages as {@link #fetch} does, and reads the descriptions of all packages that apt
   * knows.
   *
   * @return {@link Described}, or what is missing
   */
  public AptOutcome describe(List<String> names, String family, Consumer<String> progress) {
    return inPrivateFolder(
        Lists.DESCRIPTIONS, progress, visit -> describe(visit, names, family, progress));
  }

  /**
   * A private folder with lists that were just updated.
   *
   * @param apt the program {@code apt-get}
   * @param update how the update ended
   */
  private record Visit(AptFolder folder, Path apt, AptFolder.Ended update) {}

  @FunctionalInterface
  private interface Work {
    AptOutcome in(Visit visit) throws IOException;
  }

  /** Does some work in a private folder; again in a new one, if the network failed. */
  private AptOutcome inPrivateFolder(Lists lists, Consumer<String> progress, Work work) {
    Optional<Path> apt = executable("apt-get");
    if (apt.isEmpty()) {
      return new Unavailable(
          Cause.NO_APT,
          "apt-get is not on the PATH, so this is not a Debian-like machine",
          List.of());
    }
    for (int attempt = 1; ; attempt++) {
      try (AptFolder folder = AptFolder.create(cache, lists, patience)) {
        progress.accept("apt: updating package lists in a private folder");
        AptFolder.Ended update = folder.run(apt.get(), "update", List.of());
        AptOutcome outcome = work.in(new Visit(folder, apt.get(), update));
        if (!(outcome instanceof Unavailable failure)
            || failure.cause() == Cause.NO_SUCH_PACKAGE
            || attempt == ATTEMPTS) {
          return outcome;
        }
        progress.accept("apt: trying again, " + failure.message());
      } catch (IOException e) {
        throw new UncheckedIOException(cache + ": " + e.getMessage(), e);
      }
    }
  }

  private AptOutcome download(
      Visit visit, List<String> names, String family, Consumer<String> progress)
      throws IOException {
    progress.accept("apt: downloading " + String.join(", ", names));
    AptFolder.Ended download = visit.folder().run(visit.apt(), "download", names);
    if (download.ok()) {
      return new Fetched(new PackageCache(cache).store(names, visit.folder().downloads()));
    }
    return Unavailable.explain(visit.update(), download, names, available(visit.folder(), family));
  }

  private AptOutcome describe(
      Visit visit, List<String> names, String family, Consumer<String> progress)
      throws IOException {
    Optional<List<DebPackage>> cached = new PackageCache(cache).find(names, progress);
    AptOutcome packages =
        cached.isPresent() ? new Fetched(cached.get()) : download(visit, names, family, progress);
    if (!(packages instanceof Fetched fetched)) {
      return packages;
    }
    progress.accept("apt: reading the descriptions of all packages");
    List<PackageDescription> descriptions = visit.folder().descriptions();
    return descriptions.isEmpty()
        ? Unavailable.undescribed(visit.update())
        : new Described(fetched.packages(), descriptions);
  }

  private List<String> available(AptFolder folder, String family) {
    Optional<Path> aptCache = executable("apt-cache");
    if (aptCache.isEmpty()) {
      return List.of();
    }
    return folder.run(aptCache.get(), "pkgnames", List.of(family)).output().stream()
        .filter(line -> line.startsWith(family))
        .sorted()
        .toList();
  }

  private Optional<Path> executable(String name) {
    for (String folder : searchPath.split(File.pathSeparator)) {
      Path candidate = Path.of(folder, name);
      if (!folder.isEmpty() && Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
        return Optional.of(candidate.toAbsolutePath());
      }
    }
    return Optional.empty();
  }
}
