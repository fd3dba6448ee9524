package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.spark.job.NativeLibrariesPlugin;
import org.mosnas.spark.testing.Launcher;
import org.mosnas.spark.testing.Launcher.Outcome;

class SparkHomeIT {
  @TempDir private Path folder;

  /** As a user without a name where the machine allows that: it has to work for both. */
  @Test
  void assembledSparkRunsExecutorsInJvmsOfTheirOwnAndReturnsOurExitCode() throws Exception {
    List<String> nameless = List.of("unshare", "-U", "--map-user=12345", "--map-group=12345");
    Launcher plain = new Launcher(folder, Map.of("SPARK_HOME", "", "LANG", "xx_YY.UTF-8"));
    boolean canBeNameless =
        plain.run(Stream.concat(nameless.stream(), Stream.of("true")).toList()).exitCode() == 0;
    Launcher launcher = canBeNameless ? plain.within(nameless) : plain;
    Outcome outcome =
        launcher.submit(
            ClusterProbe.class,
            List.of(
                "--master=local-cluster[1,1,1024]",
                "--executor-memory=512m",
                "--conf=spark.plugins=" + NativeLibrariesPlugin.class.getName()),
            "7");
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(7);
    List<String> lines = outcome.out().lines().toList();
    String how =
        " omp=1 vector=true backend=true encoding=UTF-8 names=UTF-8 user="
            + (canBeNameless ? "12345" : System.getProperty("user.name"));
    assertThat(lines).hasSize(2);
    // Ours calls for libraries on the driver by itself; this application does not.
    assertThat(lines.get(0)).startsWith("driver pid=").endsWith(how + " libraries=false");
    assertThat(lines.get(1)).startsWith("executor pid=").endsWith(how + " libraries=true");
    assertThat(lines.get(1).split(" ")[1]).isNotEqualTo(lines.get(0).split(" ")[1]);
  }
}
