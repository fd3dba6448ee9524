package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.spark.testing.Launcher;
import org.mosnas.spark.testing.Launcher.Outcome;

/**
 * What machines do to commands, where {@link BadInputsTest} has what users do: real processes, one
 * message on the last line, the documented exit code, and what was there stays as it was.
 */
class BadSurroundingsIT {
  private static final AtomicInteger CASES = new AtomicInteger();

  private static final String FUNCTIONS =
      """
      small_disk() { mkdir "$1" && mount -t tmpfs -o "size=$2" tmpfs "$1" || exit 99; }
      read_only_disk() { small_disk "$1" 100k && mount -o remount,ro "$1" || exit 99; }
      prepared_run() { mkdir "$1" && cp -r $RUN/{corpus,data,prepare} $RUN/*.* "$1"; }
      as_user() { # root without its capabilities is bound by permissions too
        if [ "$(id -u)" = 0 ]; then setpriv --bounding-set=-all --inh-caps=-all "$@"; else "$@"; fi
      }
      """;

  @TempDir private static Path folder;
  private static Path settings;
  private static Path finishedRun;

  @BeforeAll
  static void finishARun() throws Exception {
    settings = Files.writeString(folder.resolve("micro.conf"), MicroRun.SETTINGS);
    finishedRun = folder.resolve("finished");
    Outcome outcome =
        new Launcher(folder, Map.of())
            .mos(
                "run",
                "--run-dir=" + finishedRun,
                "--conf=" + settings,
                "--set=train.rounds=2",
                "--set=finetune.rounds=1");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
  }

  static Stream<BadSurroundings> surroundings() {
    return BadSurroundings.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("surroundings")
  void endsWithOneMessageAndLeavesWhatWasThere(BadSurroundings bad) throws Exception {
    List<String> shell =
        bad.mounts() ? List.of("unshare", "-rm", "bash", "-c") : List.of("bash", "-c");
    assumeTrue(works(shell, bad), "needs user namespaces, or setpriv where the user is root");
    BadInputScene scene =
        BadInputScene.of(folder.resolve("case-" + CASES.incrementAndGet()), finishedRun);
    Map<String, String> before = scene.checksums();
    Map<String, String> names =
        Map.of(
            "MOS", Launcher.SCRIPT.toString(),
            "HERE", scene.here().toString(),
            "RUN", scene.file("run").toString(),
            "CONF", settings.toString());

    Outcome outcome =
        new Launcher(folder, names)
            .run(Stream.concat(shell.stream(), Stream.of(FUNCTIONS + bad.script())).toList());

    restorePermissions(scene.here());
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(bad.exitCode());
    String message = outcome.err().lines().reduce("", (earlier, line) -> line);
    assertThat(message)
        .startsWith("mos: ")
        .contains(scene.fill(bad.message()))
        .doesNotContain("Exception", "null");
    assertThat(outcome.err()).doesNotContain("\tat ", "Caused by", "this is a bug");
    assertThat(scene.checksums()).as("files").containsAllEntriesOf(before);
    assertThat(scene.file("run/run.lock")).doesNotExist();
  }

  /** Whether this machine lets the script make its surroundings. */
  private static boolean works(List<String> shell, BadSurroundings bad) throws Exception {
    Path probed = Files.createTempDirectory(folder, "probe");
    String probe =
        bad.mounts()
            ? "small_disk $0/disk 8k"
            : "mkdir -m 555 $0/locked && as_user test ! -w $0/locked";
    List<String> command = new ArrayList<>(shell);
    command.addAll(List.of(FUNCTIONS + probe, probed.toString()));
    return new Launcher(folder, Map.of()).run(command).exitCode() == 0;
  }

  /** So that files can be compared, and deleted after all. */
  private static void restorePermissions(Path here) throws Exception {
    assertThat(new ProcessBuilder("chmod", "-R", "u+rwX", here.toString()).start().waitFor())
        .isZero();
  }
}
