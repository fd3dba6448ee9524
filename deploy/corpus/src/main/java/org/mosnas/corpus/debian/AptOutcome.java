package org.mosnas.corpus.debian;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mosnas.corpus.text.PackageDescription;

/** What came of asking apt for packages. */
public sealed interface AptOutcome {
  /**
   * A package file on local disk.
   *
   * @param name name of the package
   * @param version its full version, with epoch and revision
   * @param file where the file is
   * @param sha256 lower-case hexadecimal SHA-256 of the file
   */
  record DebPackage(String name, String version, Path file, String sha256) {}

  /**
   * The packages are on disk.
   *
   * @param packages one for each name that was asked for, in that order
   */
  record Fetched(List<DebPackage> packages) implements AptOutcome {
    /** Copies the list. */
    public Fetched {
      packages = List.copyOf(packages);
    }
  }

  /**
   * The packages are on disk, and what apt knows of all packages is read.
   *
   * @param packages one for each name that was asked for, in that order
   * @param descriptions of packages with a long description in English, in the order of apt's lists
   */
  record Described(List<DebPackage> packages, List<PackageDescription> descriptions)
      implements AptOutcome {
    /** Copies the lists. */
    public Described {
      packages = List.copyOf(packages);
      descriptions = List.copyOf(descriptions);
    }
  }

  /** What is missing. */
  enum Cause {
    /** The machine has no apt. */
    NO_APT,
    /** The package archives could not be reached, or gave nothing usable. */
    NO_DOWNLOAD,
    /** The configured archives do not have a package of that name. */
    NO_SUCH_PACKAGE
  }

  /**
   * There are no packages to be had here, through no fault of the request.
   *
   * @param cause what is missing
   * @param message one line: what happened, and what to do
   * @param available names of the packages of the same family that there are, as far as apt knows
   */
  record Unavailable(Cause cause, String message, List<String> available) implements AptOutcome {
    private static final Pattern UNKNOWN =
        Pattern.compile(
            "E: (?:Unable to locate package (\\S+)"
                + "|Can't select candidate version from package (\\S+)"
                + "|Package '(\\S+)' has no installation candidate).*");
    private static final Pattern FETCH_FAILED =
        Pattern.compile("(?:Err:\\d+|[EW]: Failed to fetch) .*");

    /** Copies the list. */
    public Unavailable {
      available = List.copyOf(available);
    }

    /**
     * Tells from apt's output why packages could not be downloaded.
     *
     * @param update how {@code apt-get update} ended; it succeeds even if it fetched nothing
     * @param download how {@code apt-get download} ended
     * @param names what was asked for
     * @param available packages of the same family
     */
    static Unavailable explain(
        AptFolder.Ended update,
        AptFolder.Ended download,
        List<String> names,
        List<String> available) {
      if (update.timedOut() || download.timedOut()) {
        return new Unavailable(
            Cause.NO_DOWNLOAD, "apt-get took too long; check the network and try again", available);
      }
      Optional<String> network =
          update.output().stream().filter(line -> FETCH_FAILED.matcher(line).matches()).findFirst();
      List<String> unknown = unknown(download.output());
      if (!unknown.isEmpty() && network.isEmpty() && update.ok()) {
        return new Unavailable(
            Cause.NO_SUCH_PACKAGE, "apt knows no package " + String.join(", ", unknown), available);
      }
      String reason =
          network.or(() -> error(update)).or(() -> error(download)).orElse("no reason given");
      return new Unavailable(
          Cause.NO_DOWNLOAD,
          "apt-get could not download "
              + String.join(", ", names)
              + " ("
              + reason
              + "); check the network and the machine's apt sources",
          available);
    }

    /**
     * Tells from apt's output why there are no descriptions.
     *
     * @param update how {@code apt-get update} ended
     */
    static Unavailable undescribed(AptFolder.Ended update) {
      String reason =
          update.output().stream()
              .filter(line -> FETCH_FAILED.matcher(line).matches())
              .findFirst()
              .or(() -> error(update))
              .orElse("its sources have no Translation-en");
      return new Unavailable(
          Cause.NO_DOWNLOAD,
          "apt has no descriptions of packages ("
              + reason
              + "); check the network and the machine's apt sources",
          List.of());
    }

    private static List<String> unknown(List<String> output) {
      List<String> unknown = new ArrayList<>();
      for (String line : output) {
        Matcher matcher = UNKNOWN.matcher(line);
        if (matcher.matches()) {
          for (int group = 1; group <= matcher.groupCount(); group++) {
            Optional.ofNullable(matcher.group(group)).ifPresent(unknown::add);
          }
        }
      }
      return unknown;
    }

    private static Optional<String> error(AptFolder.Ended program) {
      return program.output().stream().filter(line -> line.startsWith("E: ")).findFirst();
    }
  }
}
