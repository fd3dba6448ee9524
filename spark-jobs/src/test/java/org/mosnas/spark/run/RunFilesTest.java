package org.mosnas.spark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.corpus.CorpusManifest;
import org.mosnas.model.checkpoint.CheckpointFormatException;
import org.mosnas.model.error.BadDataException;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.testing.Fixtures;

/** The bytes of the files of a run directory besides {@code run.json}. */
class RunFilesTest {
  @TempDir private Path folder;

  @Test
  void outcomesAreWrittenAsTheyAlwaysWere() throws IOException {
    String text = Files.readString(Fixtures.localOfVersionOne(RunFilesTest.class, "outcome.json"));
    OutcomeFile outcome = OutcomeFile.parse(text, "outcome.json");
    assertThat(outcome.text()).isEqualTo(text.strip());
  }

  @Test
  void manifestsOfCheckpointsAreWrittenAsTheyAlwaysWere() throws IOException {
    CheckpointManifest manifest =
        new CheckpointManifest(
            1,
            "0123abcd",
            Optional.of("of another"),
            1,
            3,
            List.of(
                new RoundReport(
                    0,
                    3,
                    2.5,
                    new LinkedHashMap<>(Map.of("largest", 2.0)),
                    1e-7,
                    100,
                    0.5,
                    0.01,
                    Optional.empty())),
            Optional.empty());
    assertThat(manifest.text())
        .isEqualTo(
            """
            {
              "format-version" : 1,
              "fingerprint" : "0123abcd",
              "weights" : "of another",
              "rounds" : 1,
              "updates" : 3,
              "history" : [ {
                "round" : 0,
                "updates" : 3,
                "train-loss" : 2.5,
                "validation" : {
                  "largest" : 2.0
                },
                "learning-rate" : 1.0E-7,
                "target-tokens" : 100,
                "seconds" : 0.5,
                "data-share" : 0.01
              } ]
            }""");
    Files.writeString(folder.resolve("manifest.json"), manifest.text());
    assertThat(CheckpointManifest.in(files(), path())).isEqualTo(manifest);
    String damaged = manifest.text().replace("\"target-tokens\" : 100", "\"target-tokens\" : []");
    Files.writeString(folder.resolve("manifest.json"), damaged);
    assertThatThrownBy(() -> CheckpointManifest.in(files(), path()))
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessageContaining(
            "damaged (history[0].target-tokens must be a whole number, was []); delete");
  }

  @Test
  void tellsOfTextThatTheRunBuiltItself() throws IOException {
    assertThat(BuiltCorpus.in(files(), path())).isEmpty();
    Path manifest = Files.createDirectories(folder.resolve("corpus")).resolve("manifest.json");
    Files.copy(
        Path.of("../deploy/corpus/src/test/resources/org/mosnas/corpus/v1/manifest.json"),
        manifest);
    CorpusManifest corpus = BuiltCorpus.in(files(), path()).orElseThrow();
    assertThat(corpus.licence()).isNotEmpty();
    assertThat(corpus.lines()).containsEntry("train", 190);
    Files.writeString(manifest, "{}");
    assertThatThrownBy(() -> BuiltCorpus.in(files(), path()))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("manifest.json: not the manifest of a corpus (");
    Files.writeString(manifest, "{");
    assertThatThrownBy(() -> BuiltCorpus.in(files(), path()))
        .hasMessageContaining("manifest.json: not the manifest of a corpus (");
  }

  private org.apache.hadoop.fs.Path path() {
    return new org.apache.hadoop.fs.Path(folder.toUri());
  }

  private AtomicFiles files() {
    return AtomicFiles.on(path(), new Configuration());
  }
}
