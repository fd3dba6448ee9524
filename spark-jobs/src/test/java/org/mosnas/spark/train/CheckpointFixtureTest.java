package org.mosnas.spark.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.mosnas.model.family.translation.DecoderLayerSpec;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.EncoderLayerSpec;
import org.mosnas.model.family.translation.FullWidth;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.supernet.ParameterLayout;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.train.ParameterSnapshot;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.Fingerprint;
import org.mosnas.spark.run.RoundReport;
import org.mosnas.spark.testing.Fixtures;

/** A checkpoint folder that version 1 wrote. */
class CheckpointFixtureTest {
  @Test
  void checkpointsOfVersionOneAreStillRead() {
    CheckpointStore store =
        store(Fixtures.ofVersionOne(CheckpointFixtureTest.class, "checkpoints"));
    assertThat(store.rounds()).isEqualTo(2);
    Checkpoint read = store.latest().orElseThrow();
    Checkpoint expected = checkpoint();
    assertThat(read.history()).isEqualTo(expected.history());
    assertThat(read.state().updates()).isEqualTo(7);
    assertThat(read.state().parameters()).isEqualTo(expected.state().parameters());
    assertThat(read.state().firstMoments()).isEqualTo(expected.state().firstMoments());
    assertThat(read.state().secondMoments()).isEqualTo(expected.state().secondMoments());
  }

  static CheckpointStore store(Path path) {
    return new CheckpointStore(
        AtomicFiles.on(path, new Configuration()), path, layout(), Fingerprint.of("0123abcd"), "");
  }

  static Checkpoint checkpoint() {
    LinkedHashMap<String, Double> validation = new LinkedHashMap<>();
    validation.put("largest", 4.5);
    validation.put("smallest", 5.25);
    return new Checkpoint(
        new ParameterSnapshot(7, values(1), values(2), values(3)),
        List.of(
            new RoundReport(0, 3, 6.5, validation, 1e-3, 1234, 1.5, 0.25),
            new RoundReport(1, 7, 5.5, validation, 2e-3, 1235, 1.25, 0.125)));
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
