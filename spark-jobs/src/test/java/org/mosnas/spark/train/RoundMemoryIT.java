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
  private static final int LAYERS = 8;
  private static final int WORKERS = 4;

  /** The least that Spark starts with, in mebibytes. */
  private static final long HEAP = 480;

  @TempDir private Path folder;

  @Test
  void trainsWhatTheHeapCouldNotHoldOnce() throws Exception {
    int floats = LargeRounds.task(LAYERS, WORKERS).supernet().layout().floats();
    RoundMemory memory = new RoundMemory(floats);
    assertThat(memory.heap(1) >> 20).isLessThan(HEAP);
    assertThat(2 * memory.state() >> 20).isGreaterThan(HEAP);
    Outcome outcome =
        new Launcher(folder, Map.of("SPARK_HOME", ""))
            .submit(
                LargeRounds.class,
                List.of("--master=local[1]", "--driver-memory=" + HEAP + "m"),
                folder.toString(),
                Integer.toString(LAYERS),
                Integer.toString(WORKERS));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("trained " + floats + " floats");
  }
}
