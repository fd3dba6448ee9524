package org.mosnas.spark.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.spark.testing.Launcher;
import org.mosnas.spark.testing.Launcher.Outcome;

class RoundMemoryIT {
  private static final int LAYERS = 4;

  @TempDir private Path folder;

  @Test
  void trainsInTheHeapThatIsReckoned() throws Exception {
    int floats = LargeRounds.task(LAYERS).supernet().layout().floats();
    long megabytes = (new RoundMemory(floats).local(1) >> 20) + 1;
    Outcome outcome =
        new Launcher(folder, Map.of("SPARK_HOME", ""))
            .submit(
                LargeRounds.class,
                List.of("--master=local[1]", "--driver-memory=" + megabytes + "m"),
                folder.toString(),
                Integer.toString(LAYERS));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("trained " + floats + " floats");
  }
}
