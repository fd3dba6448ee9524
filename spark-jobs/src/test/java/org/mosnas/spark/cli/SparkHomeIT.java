package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.spark.testing.Launcher;
import org.mosnas.spark.testing.Launcher.Outcome;

class SparkHomeIT {
  @TempDir private Path folder;

  @Test
  void assembledSparkRunsExecutorsInJvmsOfTheirOwnAndReturnsOurExitCode() throws Exception {
    Launcher launcher = new Launcher(folder, Map.of("SPARK_HOME", ""));
    Outcome outcome =
        launcher.submit(
            ClusterProbe.class,
            List.of("--master=local-cluster[1,1,1024]", "--executor-memory=512m"),
            "7");
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(7);
    List<String> lines = outcome.out().lines().toList();
    String how = " omp=1 vector=true backend=true encoding=UTF-8";
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).startsWith("driver pid=").endsWith(how);
    assertThat(lines.get(1)).startsWith("executor pid=").endsWith(how);
    assertThat(lines.get(1)).isNotEqualTo(lines.get(0).replace("driver", "executor"));
  }
}
