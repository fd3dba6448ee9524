package org.mosnas.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mosnas.model.family.translation.DecoderLayerSpec;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.EncoderLayerSpec;
import org.mosnas.model.family.translation.FullWidth;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.supernet.TinySupernet;

/** A file that the first version wrote: every later one has to read it. */
class SafetensorsFixtureTest {
  @Test
  void theFirstVersionIsStillRead() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("v1/supernet.safetensors");
        ParameterBank bank = new ParameterBank(supernet().layout())) {
      Map<String, String> metadata = Safetensors.read(in, "v1/supernet.safetensors", bank);
      assertThat(metadata).containsExactly(Map.entry("format", "mosnas"));
      for (String name : bank.layout().names()) {
        Matrix values = bank.matrix(name);
        for (int r = 0; r < values.rows(); r++) {
          for (int c = 0; c < values.columns(); c++) {
            assertThat(values.get(r, c)).as(name).isEqualTo(value(name, r, c));
          }
        }
      }
    }
  }

  /** What the fixture holds, a number for every place. */
  static float value(String name, int row, int column) {
    return (name.hashCode() % 1000 + 31 * row + column) / 64f;
  }

  /** What the fixture is of: one layer on each side, four units wide, two experts. */
  static Supernet supernet() {
    TranslationShape shape =
        new TranslationShape(
            new TranslationSpec(
                4,
                4,
                List.of(new EncoderLayerSpec(6, 2)),
                List.of(new DecoderLayerSpec(6, 2, 2, 1))),
            4,
            EmbeddingSharing.SHARED,
            6,
            6,
            new FullWidth(4, 4));
    return new Supernet(shape, Mixture.neuronWise(2, 3), new TinySupernet.WidthInput());
  }
}
