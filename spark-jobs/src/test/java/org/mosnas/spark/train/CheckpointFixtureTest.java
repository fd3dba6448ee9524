package org.mosnas.spark.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.family.translation.DecoderLayerSpec;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.EncoderLayerSpec;
import org.mosnas.model.family.translation.FullWidth;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.ParameterLayout;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.train.ParameterSnapshot;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.Fingerprint;
import org.mosnas.spark.run.RoundReport;
import org.mosnas.spark.testing.Fixtures;

/** A checkpoint folder that version 1 wrote. */
class CheckpointFixtureTest {
  @TempDir private java.nio.file.Path folder;

  @Test
  void parametersOfVersionOneAreStillRead() {
    CheckpointStore store =
        store(Fixtures.ofVersionOne(CheckpointFixtureTest.class, "checkpoints"));
    assertThat(store.rounds()).isEqualTo(2);
    try (ParameterBank read = store.parameters().orElseThrow()) {
      assertThat(read.toArray()).isEqualTo(values(1));
    }
  }

  @Test
  void trainingGoesOnFromVersionOneWhichBecomesBlocks() throws IOException {
    copy(Fixtures.localOfVersionOne(CheckpointFixtureTest.class, "checkpoints"), folder);
    CheckpointStore store = store(new Path(folder.toUri()));
    String checksum = store.checksum();
    for (int time = 0; time < 2; time++) {
      Checkpoint read = store.latest().orElseThrow();
      assertThat(read.history()).isEqualTo(history());
      ParameterSnapshot state = MicroJob.state(read);
      assertThat(state.updates()).isEqualTo(7);
      assertThat(state.parameters()).isEqualTo(values(1));
      assertThat(state.firstMoments()).isEqualTo(values(2));
      assertThat(state.secondMoments()).isEqualTo(values(3));
    }
    assertThat(store.checksum()).isEqualTo(checksum);
    try (var names = Files.list(folder.resolve("round-00002"))) {
      assertThat(names.map(path -> path.getFileName().toString()))
          .contains("manifest.json", "block-00000.safetensors")
          .doesNotContain("parameters.safetensors", "first-moments.safetensors");
    }
  }

  private static void copy(java.nio.file.Path from, java.nio.file.Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (java.nio.file.Path file : files.filter(Files::isRegularFile).toList()) {
        java.nio.file.Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  static CheckpointStore store(Path path) {
    return new CheckpointStore(
        AtomicFiles.on(path, new Configuration()),
        path,
        layout(),
        Fingerprint.of("0123abcd"),
        "",
        16);
  }

  private static List<RoundReport> history() {
    LinkedHashMap<String, Double> validation = new LinkedHashMap<>();
    validation.put("largest", 4.5);
    validation.put("smallest", 5.25);
    return List.of(
        new RoundReport(0, 3, 6.5, validation, 1e-3, 1234, 1.5, 0.25, Optional.empty()),
        new RoundReport(1, 7, 5.5, validation, 2e-3, 1235, 1.25, 0.125, Optional.empty()));
  }

  /** Every place holds a number of its own; the gaps between tensors are zero. */
  private static float[] values(int factor) {
    float[] values = new float[layout().floats()];
    for (String name : layout().names()) {
      ParameterLayout.Slot slot = layout().slot(name);
      for (int i = 0; i < slot.size(); i++) {
        values[slot.offset() + i] = factor * (name.hashCode() % 1000 + i) / 64f;
      }
    }
    return values;
  }

  private static ParameterLayout layout() {
    TranslationSpec spec =
        new TranslationSpec(
            4, 4, List.of(new EncoderLayerSpec(6, 2)), List.of(new DecoderLayerSpec(6, 2, 2, 1)));
    return Supernet.plain(
            new TranslationShape(spec, 4, EmbeddingSharing.SHARED, 6, 6, new FullWidth(4, 4)))
        .layout();
  }
}
