package org.mosnas.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mosnas.bench.Samples.measured;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

class ResultsFileTest {
  @TempDir Path folder;

  @Test
  void everyRowHasEveryField() throws IOException {
    Path file = folder.resolve("results.json");
    List<Timing> all =
        List.of(measured(Engines.TAPE, 1, 2, 100), measured(Engines.PYTORCH, 2, 1, 110));

    new ResultsFile(file)
        .write(all.stream().map(one -> Result.of(one, all, Agreement.none())).toList());

    JsonNode rows = new ObjectMapper().readTree(file.toFile());
    assertThat(rows).hasSize(2);
    for (JsonNode row : rows) {
      assertThat(row.fieldNames())
          .toIterable()
          .containsExactly(
              "case",
              "engine",
              "threads",
              "replicas",
              "medianMs",
              "spread",
              "tokensPerSecond",
              "gflops",
              "shareOfGemm",
              "ratioToLibtorch",
              "ratioToPytorch",
              "ratioToOnnxRuntime",
              "peakBytes");
    }
    JsonNode pytorch = rows.get(1);
    assertThat(pytorch.get("case").asText()).isEqualTo("sample");
    assertThat(pytorch.get("engine").asText()).isEqualTo("pytorch");
    assertThat(pytorch.get("threads").asInt()).isEqualTo(2);
    assertThat(pytorch.get("medianMs").asDouble()).isEqualTo(110);
    assertThat(pytorch.get("ratioToPytorch").asDouble()).isEqualTo(1);
    assertThat(pytorch.get("ratioToLibtorch").isNull()).isTrue();
    assertThat(pytorch.get("peakBytes").asLong()).isEqualTo(1 << 20);
    assertThat(rows.get(0).get("ratioToPytorch").asDouble()).isEqualTo(2.2);
  }

  @Test
  void leavesWhatIsThereUntilThereAreResults() throws IOException {
    Path old = Files.writeString(folder.resolve("old.json"), "[1]");
    Path fresh = folder.resolve("new.json");

    for (Path file : List.of(old, fresh)) {
      ResultsFile unused = new ResultsFile(file);
    }

    assertThat(old).hasContent("[1]");
    assertThat(fresh).doesNotExist();
  }

  @Test
  void refusesWhatCannotBeWritten() {
    for (Path file : List.of(folder, folder.resolve("missing").resolve("results.json"))) {
      assertThatThrownBy(() -> new ResultsFile(file))
          .isInstanceOfSatisfying(
              MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
          .hasMessageContaining(file.toString());
    }
  }
}
