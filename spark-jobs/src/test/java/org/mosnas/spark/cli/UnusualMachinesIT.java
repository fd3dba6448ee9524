package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.spark.testing.Launcher;
import org.mosnas.spark.testing.Launcher.Outcome;

/**
 * Machines that are sound but unlike a desk's: users without name and home, temporary folders that
 * execute nothing, locales that do not exist, clones in folders with odd names.
 */
class UnusualMachinesIT {
  /** What class paths, options, lists and addresses give a meaning to. */
  private static final String ODD = "a clone: ü#%20&\"',=";

  /** As a command names it. */
  private static final String RUN = "runs/2026-11-26T10:30 ü #1";

  private static final String MACHINE =
      """
      keep() { # FOLDER: visible as it was, although /tmp is another now
        case "$1" in /tmp/*) mkdir -p "$1" && mount --bind "/mnt/${1#/tmp/}" "$1" || exit 99 ;; esac
      }
      noexec_tmp() {
        mount --rbind /tmp /mnt && mount -t tmpfs -o noexec tmpfs /tmp || exit 99
        keep "$PROJECT"; keep "$HERE"
      }
      odd_clone() { # makes $MOS the launcher of a clone with an odd name
        mkdir -p "$HERE/$ODD" && mount --bind "$PROJECT" "$HERE/$ODD" || exit 99
        MOS="$HERE/$ODD/deploy/mos"
      }
      as_nobody_known() { # COMMAND: as a number that has no name, and with no home
        (unset HOME; exec unshare -U --map-user=12345 --map-group=12345 "$@")
      }
      """;

  @TempDir private static Path folder;
  private static Path settings;

  @BeforeAll
  static void writeSettings() throws Exception {
    settings = Files.writeString(folder.resolve("micro.conf"), MicroRun.SETTINGS);
  }

  @Test
  void aWholeRunLikeInAContainer() throws Exception {
    Outcome outcome =
        inContainer(
            """
            run --run-dir "$RUN" --conf "$CONF" --set train.rounds=2 --set finetune.rounds=1
            """);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    Outcome exported = inContainer("export --run-dir \"$RUN\"");
    assertThat(exported.exitCode()).as(exported.err()).isZero();
    assertThat(folder.resolve(RUN + "/winner/weights.safetensors")).exists();
    assertThat(folder.resolve(RUN + "/bundle/manifest.json")).exists();
    // Neither the cache nor the temporary folder served.
    assertThat(folder.resolve("mosnas-12345/javacpp")).isDirectory();
    assertThat(outcome.err()).doesNotContain("oneDNN is not used", " WARN ");
  }

  @Test
  void wherePathsCannotBeExecutedFromOneLineSaysWhatToDo() throws Exception {
    Outcome outcome =
        inNamespace(
            """
            noexec_tmp; cd /tmp; mkdir home "my cache"
            HOME=/tmp/home "$MOS" train --run-dir "$HERE/none" 2>err; echo "$? $(tail -n 1 err)"
            MOSNAS_CACHE='my cache' "$MOS" verify "$HERE" 2>err; echo "$? $(tail -n 1 err)"
            """);
    String reason = " (programs may not be run from it; is it mounted with noexec?)";
    String remedy = "; set MOSNAS_CACHE to one that this user may write to and run programs from\n";
    assertThat(outcome.out())
        .as(outcome.err())
        .isEqualTo(
            "2 mos: no folder for native libraries: /tmp/home/.cache/mosnas-0"
                + reason
                + ", /tmp/mosnas-0"
                + reason
                + remedy
                + "2 mos: no folder for native libraries: /tmp/my cache/mosnas-0"
                + reason
                + remedy);
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void localesThatDoNotExistLeaveNamesAsTheyAre() throws Exception {
    Path space =
        Files.copy(
            Launcher.SCRIPT.resolve("../../conf/space/tiny.conf").normalize(),
            folder.resolve("größe.conf"));
    for (String variable : List.of("LC_ALL", "LC_TIME")) {
      Outcome outcome =
          new Launcher(folder, Map.of(variable, "xx_YY.UTF-8"))
              .mos("space", "--space", space.toString());
      assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }
  }

  @Test
  void namesThatAreNotUtf8AreRefusedAsSuch() throws Exception {
    Outcome outcome =
        new Launcher(folder, Map.of("MOS", Launcher.SCRIPT.toString()))
            .run(List.of("bash", "-c", "exec \"$MOS\" runs $'caf\\xe9'"));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("mos: 'caf\uFFFD' is not UTF-8, or this machine has no locale with UTF-8;");
  }

  @Test
  void aFolderThatOthersMayWriteToIsNotUsed() throws Exception {
    Path cache = Files.createDirectory(folder.resolve("shared"));
    String user = Files.getAttribute(cache, "unix:uid").toString();
    Path planted = cache.resolve("mosnas-" + user);
    Files.createSymbolicLink(planted, Files.createDirectory(folder.resolve("elsewhere")));
    assertThat(homeOfOddClone(cache)).isNotEmpty().doesNotStartWith(cache.toString());
    Files.delete(planted);
    Files.createDirectory(planted);
    Files.setPosixFilePermissions(planted, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(homeOfOddClone(cache)).isNotEmpty().doesNotStartWith(cache.toString());
    Files.setPosixFilePermissions(planted, PosixFilePermissions.fromString("rwx------"));
    assertThat(homeOfOddClone(cache)).startsWith(planted.toString());
  }

  /** Where the launcher has put what stands in for a clone with an odd name. */
  private static String homeOfOddClone(Path cache) throws Exception {
    Outcome outcome =
        inNamespace(
            "export HOME=$HERE MOSNAS_CACHE='" + cache + "'; odd_clone; \"$MOS\" train --dry-run");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("/bin/spark-submit ").doesNotContain("ü");
    return outcome.out();
  }

  private static Outcome inContainer(String command) throws Exception {
    return inNamespace(
        """
        noexec_tmp; odd_clone; cd "$HERE"
        export XDG_CACHE_HOME=/tmp LANG=xx_YY.UTF-8 LC_TIME=xx_YY.UTF-8
        as_nobody_known "$MOS" \
        """
            + command);
  }

  private static Outcome inNamespace(String script) throws Exception {
    Launcher launcher =
        new Launcher(
            folder,
            Map.of(
                "MOS", Launcher.SCRIPT.toString(),
                "PROJECT", Launcher.SCRIPT.resolve("../..").normalize().toString(),
                "HERE", folder.toString(),
                "CONF", settings.toString(),
                "ODD", ODD,
                "RUN", RUN));
    List<String> shell = List.of("unshare", "-rm", "bash", "-c");
    assumeTrue(
        launcher.run(command(shell, "odd_clone && as_nobody_known true")).exitCode() == 0,
        "needs user namespaces");
    return launcher.run(command(shell, script));
  }

  private static List<String> command(List<String> shell, String script) {
    return Stream.concat(shell.stream(), Stream.of(MACHINE + script)).toList();
  }
}
