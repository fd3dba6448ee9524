package org.mosnas.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mosnas.model.averaging.StateSlice;
import org.mosnas.model.checkpoint.StateBlockFile.Sums;

class StateBlockFileTest {
  private static final int FLOATS = (1 << 16) + 3;
  private static final StateSlice SLICE = new StateSlice(ramp(1), ramp(2), ramp(3));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void givesBackWhatWasWritten() throws IOException {
    StateBlockFile file = written();
    StateSlice read = file.read(in(out.toByteArray()));
    assertThat(read.parameters()).isEqualTo(SLICE.parameters());
    assertThat(read.firstMoments()).isEqualTo(SLICE.firstMoments());
    assertThat(read.secondMoments()).isEqualTo(SLICE.secondMoments());
  }

  @Test
  void othersReadItAsSafetensors() throws IOException {
    StateBlockFile unused = written();
    Map<String, float[]> tensors = new HashMap<>();
    Safetensors.readAll(in(out.toByteArray()), "block", header -> {}, tensors::put);
    assertThat(tensors).containsOnlyKeys("parameters", "first-moments", "second-moments");
    assertThat(tensors.get("second-moments")).isEqualTo(SLICE.secondMoments());
  }

  @Test
  void parametersNeedNoMoments() throws IOException {
    StateBlockFile file = written();
    byte[] whole = out.toByteArray();
    byte[] beginning = Arrays.copyOf(whole, whole.length - 2 * FLOATS * Float.BYTES);
    assertThat(file.parameters(in(beginning))).isEqualTo(SLICE.parameters());
    assertThatThrownBy(() -> file.read(in(beginning)))
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessageStartingWith("block: the file ends early");
  }

  @Test
  void refusesABitThatIsWrong() throws IOException {
    StateBlockFile file = written();
    byte[] damaged = out.toByteArray();
    damaged[damaged.length - 2 * FLOATS * Float.BYTES - 1] ^= 1;
    assertThatThrownBy(() -> file.parameters(in(damaged)))
        .hasMessageStartingWith("block: the parameters have the checksum ");
  }

  @Test
  void refusesABlockOfAnotherSize() throws IOException {
    StateBlockFile unused = written();
    StateBlockFile smaller = new StateBlockFile("block", FLOATS - 1, new Sums(0, 0));
    assertThatThrownBy(() -> smaller.read(in(out.toByteArray())))
        .isInstanceOf(CheckpointFormatException.class)
        .hasMessageContaining("expected parameters and two moments of 65,538 floats each");
  }

  private StateBlockFile written() throws IOException {
    return new StateBlockFile("block", FLOATS, StateBlockFile.write(out, SLICE));
  }

  private static ByteArrayInputStream in(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static float[] ramp(int factor) {
    float[] values = new float[FLOATS];
    for (int i = 0; i < values.length; i++) {
      values[i] = factor * i / 3f;
    }
    return values;
  }
}
