package org.mosnas.spark.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeakMemoryTest {
  @TempDir private Path folder;

  @Test
  void readsTheHighWaterMark() throws IOException {
    Path status =
        Files.writeString(
            folder.resolve("status"), "Name:\tjava\nVmHWM:\t  123 kB\nVmRSS:\t 100 kB\n");
    assertThat(PeakMemory.bytes(status)).hasValue(123 * 1024);
  }

  @Test
  void isEmptyWhereNothingTells() {
    assertThat(PeakMemory.bytes(folder.resolve("none"))).isEmpty();
  }
}
