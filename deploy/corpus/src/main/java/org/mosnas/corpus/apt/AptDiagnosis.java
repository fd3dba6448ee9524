package org.mosnas.corpus.apt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mosnas.corpus.apt.AptOutcome.Cause;
import org.mosnas.corpus.apt.AptOutcome.Unavailable;

/** Tells from apt's output why packages could not be downloaded. */
final class AptDiagnosis {
  private static final Pattern UNKNOWN =
      Pattern.compile(
          "E: (?:Unable to locate package (\\S+)"
              + "|Can't select candidate version from package (\\S+)"
              + "|Package '(\\S+)' has no installation candidate).*");
  private static final Pattern FETCH_FAILED =
      Pattern.compile("(?:Err:\\d+|[EW]: Failed to fetch) .*");

  private AptDiagnosis() {}

  /**
   * Explains a failed download.
   *
   * @param update how {@code apt-get update} ended; it succeeds even if it fetched nothing
   * @param download how {@code apt-get download} ended
   * @param names what was asked for
   * @param available packages of the same family
   */
  static Unavailable of(
      ExternalCommand.Result update,
      ExternalCommand.Result download,
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

  private static Optional<String> error(ExternalCommand.Result result) {
    return result.output().stream().filter(line -> line.startsWith("E: ")).findFirst();
  }
}
