package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.spark.cli.Launcher.Outcome;

class SparkHomeIT {
  private static final String CLASSES = Path.of("target/test-classes").toAbsolutePath().toString();

  @TempDir private Path folder;

  @Test
  void assembledSparkRunsExecutorsInJvmsOfTheirOwnAndReturnsOurExitCode() throws Exception {
    Launcher launcher = new Launcher(folder, Map.of("SPARK_HOME", ""));
    String submit =
        launcher
            .mos(
                "train",
                "--dry-run",
                "--master=local-cluster[1,1,1024]",
                "--driver-memory=512m",
                "--executor-memory=512m",
                "--driver-class-path=" + CLASSES,
                "--conf=spark.executor.extraClassPath=" + CLASSES)
            .out();
    String probe =
        submit
            .strip()
            .replace(" org.mosnas.spark.cli.Main ", " " + ClusterProbe.class.getName() + " ");
    String command =
        "export SPARK_LOCAL_IP=127.0.0.1 OMP_NUM_THREADS=1; "
            + probe.substring(0, probe.lastIndexOf(" train"))
            + " 7";
    Outcome outcome = launcher.run(List.of("bash", "-c", command));
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(7);
    List<String> lines = outcome.out().lines().toList();
    String how = " omp=1 vector=true backend=true encoding=UTF-8";
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).startsWith("driver pid=").endsWith(how);
    assertThat(lines.get(1)).startsWith("executor pid=").endsWith(how);
    assertThat(lines.get(1)).isNotEqualTo(lines.get(0).replace("driver", "executor"));
  }
}
