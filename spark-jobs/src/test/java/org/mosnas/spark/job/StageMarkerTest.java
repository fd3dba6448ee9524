package org.mosnas.spark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.spark.io.RunDirectory;

class StageMarkerTest {
  @TempDir private Path folder;

  @Test
  void remembersWhatAStageWasMadeFrom() {
    try (RunDirectory directory = open()) {
      StageMarker marker = StageMarker.of(directory, "train");
      assertThat(marker.fingerprint()).isEmpty();
      marker.write("0123abcd");
      assertThat(marker.matches("0123abcd")).isTrue();
      assertThat(marker.matches("0123abce")).isFalse();
      marker.delete();
      assertThat(marker.matches("0123abcd")).isFalse();
    }
  }

  @Test
  void marksOfVersionOneAreStillRead() throws IOException {
    Files.createDirectories(folder.resolve("train"));
    Files.writeString(folder.resolve("train/done.json"), "{\"fingerprint\": \"0123abcd\"}\n");
    try (RunDirectory directory = open()) {
      assertThat(StageMarker.of(directory, "train").fingerprint()).isEqualTo("0123abcd");
    }
  }

  private RunDirectory open() {
    return RunDirectory.open(folder.toString(), new Configuration(), "test", notice -> {});
  }
}
