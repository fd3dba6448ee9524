package org.mosnas.spark.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosnas.model.checkpoint.CheckpointFormatException;
import org.mosnas.model.train.ParameterSnapshot;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.Fingerprint;
import org.mosnas.spark.run.RoundReport;

class CheckpointStoreTest {
  @TempDir private Path folder;

  @Test
  void givesBackWhatItWasGiven() {
    CheckpointStore store = MicroJob.store(folder);
    assertThat(store.latest()).isEmpty();
    assertThat(store.rounds()).isZero();
    Checkpoint saved = checkpoint(3);
    store.save(saved);
    Checkpoint read = store.latest().orElseThrow();
    assertThat(read.history()).isEqualTo(saved.history());
    assertThat(read.state().parameters()).isEqualTo(saved.state().parameters());
    assertThat(read.state().firstMoments()).isEqualTo(saved.state().firstMoments());
    assertThat(read.state().secondMoments()).isEqualTo(saved.state().secondMoments());
    assertThat(read.state().updates()).isEqualTo(saved.state().updates());
    assertThat(store.rounds()).isEqualTo(3);
  }

  @Test
  void readsParametersWithoutMoments() throws IOException {
    CheckpointStore store = MicroJob.store(folder);
    assertThat(store.parameters()).isEmpty();
    store.save(checkpoint(2));
    Files.delete(folder.resolve("round-00002/first-moments.safetensors"));
    Files.delete(folder.resolve("round-00002/second-moments.safetensors"));
    assertThat(store.parameters()).contains(checkpoint(2).state().parameters());
    assertThatThrownBy(() -> MicroJob.store(folder, "other").parameters())
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessageContaining("fingerprint micro, this run has other");
  }

  @Test
  void keepsTheNewestTwo() throws IOException {
    CheckpointStore store = MicroJob.store(folder);
    for (int rounds = 1; rounds <= 4; rounds++) {
      store.save(checkpoint(rounds));
    }
    try (var names = Files.list(folder)) {
      assertThat(names.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("latest", "round-00003", "round-00004");
    }
  }

  @Test
  void halfACheckpointIsAsIfItWereNotThere() throws IOException {
    CheckpointStore store = MicroJob.store(folder);
    store.save(checkpoint(1));
    Path unfinished = Files.createDirectories(folder.resolve(".unfinished-round-00002"));
    Files.writeString(unfinished.resolve("parameters.safetensors"), "half of i");
    assertThat(store.latest().orElseThrow().rounds()).isEqualTo(1);
    store.save(checkpoint(2));
    assertThat(store.latest().orElseThrow().rounds()).isEqualTo(2);
    assertThat(unfinished).doesNotExist();
  }

  @Test
  void refusesACheckpointOfAnotherRun() {
    MicroJob.store(folder).save(checkpoint(1));
    assertThatThrownBy(() -> MicroJob.store(folder, "other").latest())
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessage(
            "file:"
                + folder
                + "/round-00001: the checkpoint is of another space, configuration or corpus"
                + " (fingerprint micro, this run has other); go on with the configuration of that"
                + " run or use a new run directory");
  }

  @Test
  void takesACheckpointThatAnOlderVersionNamedOtherwise() {
    MicroJob.store(folder).save(checkpoint(1));
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(folder.toUri());
    CheckpointStore store =
        new CheckpointStore(
            AtomicFiles.on(path, new Configuration()),
            path,
            MicroJob.task(1).supernet().layout(),
            new Fingerprint("other", List.of(MicroJob.FINGERPRINT)),
            "");
    assertThat(store.latest()).isPresent();
  }

  @Test
  void knowsTheWeightsThatTrainingBeganWith() {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(folder.toUri());
    MicroJob.store(path, "tune", "of one supernet").save(checkpoint(1));
    assertThat(MicroJob.store(path, "tune", "of one supernet").haveTheseWeights()).isTrue();
    assertThat(MicroJob.store(path, "tune", "of another").haveTheseWeights()).isFalse();
    assertThat(MicroJob.store(path, "tune", "").haveTheseWeights()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"rounds\" : 1| \"rounds\" : 1.5| rounds must be a whole number, was 1.5",
        "\"rounds\" : 1| \"rounds\" : -1| rounds must be a whole number from 0 on, was -1",
        "\"updates\" : 3,| \"updates\" : \"3\",| updates must be a whole number, was \"3\"",
        "\"rounds\" : 1,| \"rounds\" : 1, \"rounds\" : 2,| Duplicate field",
      })
  void refusesAManifestThatCannotBe(String text, String instead, String message)
      throws IOException {
    MicroJob.store(folder).save(checkpoint(1));
    Path manifest = folder.resolve("round-00001/manifest.json");
    String sound = Files.readString(manifest);
    Files.writeString(manifest, sound.replace(text, instead));
    assertThat(manifest).content().isNotEqualTo(sound);
    assertThatThrownBy(() -> MicroJob.store(folder).latest())
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessageContaining("manifest.json: the manifest is damaged (" + message);
    Files.writeString(manifest, sound + "more");
    assertThatThrownBy(() -> MicroJob.store(folder).rounds())
        .hasMessageContaining("manifest.json: the manifest is damaged (");
  }

  @Test
  void refusesACheckpointOfAnotherVersion() throws IOException {
    MicroJob.store(folder).save(checkpoint(1));
    Path manifest = folder.resolve("round-00001/manifest.json");
    Files.writeString(
        manifest,
        Files.readString(manifest).replace("\"format-version\" : 1", "\"format-version\" : 9"));
    assertThatThrownBy(() -> MicroJob.store(folder).latest())
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessage(
            "file:"
                + folder
                + "/round-00001: checkpoint of format version 9, this program reads 1; use the"
                + " version that wrote it or a new run directory");
  }

  @Test
  void saysWhatIsDamaged() throws IOException {
    MicroJob.store(folder).save(checkpoint(1));
    Path moments = folder.resolve("round-00001/second-moments.safetensors");
    byte[] bytes = Files.readAllBytes(moments);
    Files.write(moments, java.util.Arrays.copyOf(bytes, bytes.length - 5));
    assertThatThrownBy(() -> MicroJob.store(folder).latest())
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessageContaining("second-moments.safetensors");
    Files.writeString(
        folder.resolve("round-00001/manifest.json"), "{", StandardOpenOption.TRUNCATE_EXISTING);
    assertThatThrownBy(() -> MicroJob.store(folder).latest())
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessageContaining("manifest.json: the manifest is damaged");
  }

  private static Checkpoint checkpoint(int rounds) {
    ParameterSnapshot initial = MicroJob.initial();
    float[] moments = initial.parameters().clone();
    for (int i = 0; i < moments.length; i++) {
      moments[i] *= 2;
    }
    ParameterSnapshot state =
        new ParameterSnapshot(3L * rounds, initial.parameters(), moments, initial.parameters());
    Checkpoint checkpoint = Checkpoint.start(initial);
    for (int round = 0; round < rounds; round++) {
      checkpoint =
          checkpoint.next(
              state,
              new RoundReport(
                  round,
                  3L * (round + 1),
                  2.5 / (round + 1),
                  new LinkedHashMap<>(Map.of("largest", 2.0)),
                  1e-3,
                  100,
                  0.5,
                  0.01));
    }
    return checkpoint;
  }
}
