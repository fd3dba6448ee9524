package org.mosnas.spark.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosnas.model.averaging.StateSlice;
import org.mosnas.model.checkpoint.CheckpointFormatException;
import org.mosnas.model.checkpoint.Safetensors;
import org.mosnas.model.checksum.Checksums;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.train.ParameterSnapshot;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.Fingerprint;
import org.mosnas.spark.run.RoundPhases;
import org.mosnas.spark.run.RoundReport;

class CheckpointStoreTest {
  private static final float[] PARAMETERS = MicroJob.initial().parameters();

  @TempDir private Path folder;

  @Test
  void givesBackWhatItWasGiven() {
    CheckpointStore store = MicroJob.store(folder);
    assertThat(store.latest()).isEmpty();
    assertThat(store.rounds()).isZero();
    Checkpoint saved = save(3);
    Checkpoint read = store.latest().orElseThrow();
    assertThat(read).isEqualTo(saved);
    assertThat(read.state().blocks()).isGreaterThan(2);
    ParameterSnapshot state = MicroJob.state(read);
    assertThat(state.parameters()).isEqualTo(PARAMETERS);
    assertThat(state.firstMoments()).isEqualTo(doubled());
    assertThat(state.secondMoments()).isEqualTo(PARAMETERS);
    assertThat(state.updates()).isEqualTo(9);
    assertThat(store.rounds()).isEqualTo(3);
  }

  @Test
  void readsParametersWithoutMoments() throws IOException {
    CheckpointStore store = MicroJob.store(folder);
    assertThat(store.parameters()).isEmpty();
    save(2);
    Path block = folder.resolve("round-00002/block-00000.safetensors");
    byte[] bytes = Files.readAllBytes(block);
    Files.write(block, Arrays.copyOf(bytes, bytes.length / 2));
    try (ParameterBank read = store.parameters().orElseThrow()) {
      assertThat(read.toArray()).isEqualTo(PARAMETERS);
    }
    assertThatThrownBy(() -> MicroJob.store(folder, "other").parameters())
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessageContaining("fingerprint micro, this run has other");
  }

  @Test
  void keepsTheNewestTwo() throws IOException {
    blocks(0);
    save(1);
    assertThat(folder.resolve("round-00000")).doesNotExist();
    for (int rounds = 2; rounds <= 4; rounds++) {
      save(rounds);
    }
    try (var names = Files.list(folder)) {
      assertThat(names.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("latest", "round-00003", "round-00004");
    }
  }

  @Test
  void halfACheckpointIsAsIfItWereNotThere() throws IOException {
    CheckpointStore store = MicroJob.store(folder);
    save(1);
    Path unfinished = Files.createDirectories(folder.resolve("round-00002"));
    Path killed = unfinished.resolve(".block-00000.safetensors.8c1f");
    Files.writeString(killed, "half of i");
    Path another = unfinished.resolve("block-00099.safetensors");
    Files.writeString(another, "of smaller blocks");
    assertThat(store.latest().orElseThrow().rounds()).isEqualTo(1);
    save(2);
    assertThat(store.latest().orElseThrow().rounds()).isEqualTo(2);
    assertThat(killed).doesNotExist();
    assertThat(another).doesNotExist();
  }

  @Test
  void refusesACheckpointOfAnotherRun() {
    save(1);
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
    save(1);
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
    save(MicroJob.store(path, "tune", "of one supernet"), 1);
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
    save(1);
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
    save(1);
    Path manifest = folder.resolve("round-00001/manifest.json");
    Files.writeString(
        manifest,
        Files.readString(manifest).replace("\"format-version\" : 2", "\"format-version\" : 9"));
    assertThatThrownBy(() -> MicroJob.store(folder).latest())
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessage(
            "file:"
                + folder
                + "/round-00001: checkpoint of format version 9, this program reads 1 to 2; use the"
                + " version that wrote it or a new run directory");
  }

  @Test
  void saysWhatIsDamaged() throws IOException {
    Checkpoint saved = save(1);
    Path block = folder.resolve("round-00001/block-00001.safetensors");
    byte[] bytes = Files.readAllBytes(block);
    Files.write(block, Arrays.copyOf(bytes, bytes.length - 5));
    assertThatThrownBy(() -> MicroJob.state(saved))
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessageEndingWith(
            "block-00001.safetensors: the file ends early; it is damaged. Restore it or"
                + " go back to an older checkpoint");
    byte[] flipped = bytes.clone();
    flipped[bytes.length - 9] ^= 1;
    Files.write(block, flipped);
    assertThatThrownBy(() -> MicroJob.state(saved))
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessageMatching(
            ".*block-00001\\.safetensors: the moments have the checksum [0-9a-f]{8}, the manifest"
                + " says [0-9a-f]{8}; the file is damaged\\. Restore it or go back to an older"
                + " checkpoint");
    Files.writeString(
        folder.resolve("round-00001/manifest.json"), "{", StandardOpenOption.TRUNCATE_EXISTING);
    assertThatThrownBy(() -> MicroJob.store(folder).latest())
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessageContaining("manifest.json: the manifest is damaged");
  }

  @Test
  void refusesAnotherBlockOfTheSameSize() throws IOException {
    save(1);
    Path round = folder.resolve("round-00001");
    Files.copy(
        round.resolve("block-00000.safetensors"),
        round.resolve("block-00001.safetensors"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> MicroJob.store(folder).parameters())
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessageContaining("block-00001.safetensors: the parameters have the checksum");
  }

  @Test
  void theChecksumIsThatOfTheParametersAsOneFile() throws IOException {
    save(1);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    Safetensors.write(
        whole, MicroJob.task(1).supernet().layout(), PARAMETERS, Map.of("format", "mosnas"));
    assertThat(MicroJob.store(folder).checksum())
        .isEqualTo(Checksums.sha256(new ByteArrayInputStream(whole.toByteArray())));
  }

  private Checkpoint save(int rounds) {
    return save(MicroJob.store(folder), rounds);
  }

  private Checkpoint save(CheckpointStore store, int rounds) {
    Checkpoint checkpoint = Checkpoint.start(blocks(rounds));
    for (int round = 0; round < rounds; round++) {
      checkpoint =
          checkpoint.next(
              checkpoint.state(),
              new RoundReport(
                  round,
                  3L * (round + 1),
                  2.5 / (round + 1),
                  new LinkedHashMap<>(Map.of("largest", 2.0)),
                  1e-3,
                  100,
                  0.5,
                  0.01,
                  Optional.of(new RoundPhases(1, 2, 3, 4, 5, 6, 7, 8))));
    }
    store.save(checkpoint);
    return checkpoint;
  }

  /** What executors would have written. */
  private StateRef blocks(int rounds) {
    CheckpointStore store = MicroJob.store(folder);
    var path = store.folder(rounds);
    return new StateWriter(AtomicFiles.on(path, new Configuration()), path)
        .write(
            3L * rounds,
            PARAMETERS.length,
            store.blockFloats(),
            new StateSlice(PARAMETERS, doubled(), PARAMETERS)::range);
  }

  private static float[] doubled() {
    float[] moments = PARAMETERS.clone();
    for (int i = 0; i < moments.length; i++) {
      moments[i] *= 2;
    }
    return moments;
  }
}
