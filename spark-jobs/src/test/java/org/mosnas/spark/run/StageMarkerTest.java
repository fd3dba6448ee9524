package org.mosnas.spark.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.spark.io.MadeFrom;

class StageMarkerTest {
  @TempDir private Path folder;

  @Test
  void remembersWhatAStageWasMadeFrom() {
    try (RunDirectory directory = open()) {
      StageMarker marker = StageMarker.of(directory, "train");
      assertThat(marker.fingerprint()).isEmpty();
      assertThat(marker.asInput()).isEmpty();
      MadeFrom madeFrom = MadeFrom.nothing().with("seed", 3);
      marker.write(madeFrom, "5eed");
      assertThat(marker.matches(madeFrom)).isTrue();
      assertThat(marker.matches(MadeFrom.nothing().with("seed", 4))).isFalse();
      assertThat(marker.madeFrom()).get().hasToString("{\"seed\":3}");
      assertThat(marker.asInput().map(StageResult::toJson))
          .get()
          .hasToString(
              String.format(
                  Locale.ROOT,
                  "{\"fingerprint\":\"%s\",\"result\":\"5eed\"}",
                  madeFrom.fingerprint().value()));
      marker.delete();
      assertThat(marker.matches(madeFrom)).isFalse();
    }
  }

  @Test
  void marksOfVersionOneAreStillRead() throws IOException {
    mark("{\"fingerprint\": \"0123abcd\"}\n");
    try (RunDirectory directory = open()) {
      StageMarker marker = StageMarker.of(directory, "train");
      assertThat(marker.fingerprint()).isEqualTo("0123abcd");
      assertThat(marker.asInput().map(StageResult::toJson))
          .get()
          .hasToString("{\"fingerprint\":\"0123abcd\"}");
      assertThat(marker.madeFrom()).isEmpty();
      MadeFrom madeFrom = MadeFrom.nothing().with("seed", 3);
      assertThat(marker.matches(madeFrom)).isFalse();
      assertThat(marker.matches(madeFrom.formerly("0123abcd"))).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{} {}", "{\"fingerprint\": 7.5}"})
  void aMarkThatCannotBeReadMarksNothing(String text) throws IOException {
    mark(text);
    try (RunDirectory directory = open()) {
      assertThat(StageMarker.of(directory, "train").matches(MadeFrom.nothing())).isFalse();
    }
  }

  private void mark(String text) throws IOException {
    Files.createDirectories(folder.resolve("train"));
    Files.writeString(folder.resolve("train/done.json"), text);
  }

  private RunDirectory open() {
    return RunDirectory.open(folder.toString(), new Configuration(), "test", notice -> {});
  }
}
