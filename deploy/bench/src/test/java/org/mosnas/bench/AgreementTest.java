package org.mosnas.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.supernet.ParameterLayout;

class AgreementTest {
  private static final String WRONG = "decoder.layers.1.cross.kv.weight";

  private final BenchCase bench = Samples.training();
  private final ParameterLayout layout = bench.network().layout();

  @TempDir Path folder;

  private float[] gradients() {
    Random random = new Random(7);
    float[] values = new float[layout.floats()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private Agreement.Result result(String engine, double loss, float[] gradients)
      throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(gradients.length * Float.BYTES).order(ByteOrder.nativeOrder());
    bytes.asFloatBuffer().put(gradients);
    return new Agreement.Result(
        new double[] {loss}, Files.write(folder.resolve(engine), bytes.array()));
  }

  private Agreement compared(double loss, float[] gradients) throws IOException {
    Map<String, Agreement.Result> results = new LinkedHashMap<>();
    results.put(Engines.TAPE, result("tape", 9, gradients()));
    results.put(Engines.LIBTORCH, result("libtorch", loss, gradients));
    return Agreement.of(bench, results);
  }

  @Test
  void holdsForTheSameNumbersAndForRounding() throws IOException {
    float[] rounded = gradients();
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] *= 1 + 1e-6f;
    }

    assertThat(compared(9, gradients()).holds()).isTrue();
    assertThat(compared(9.00001, rounded).holds()).isTrue();
  }

  @Test
  void namesTheGradientThatIsWrong() throws IOException {
    float[] wrong = gradients();
    ParameterLayout.Slot slot = layout.slot(WRONG);
    for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
      wrong[i] *= 1.001f;
    }

    Agreement agreement = compared(9, wrong);

    assertThat(agreement.holds()).isFalse();
    assertThat(agreement.holdsFor(Engines.LIBTORCH)).isFalse();
    assertThat(agreement.holdsFor(Engines.TAPE)).isTrue();
    assertThat(agreement.worst().get(Engines.LIBTORCH).of()).contains(WRONG);
  }

  @Test
  void givesProductsOfBfloat16AndNothingElseMoreRoom() {
    Agreement.Difference difference = new Agreement.Difference(0.01, "loss");

    assertThat(difference.isSmallFor(Engines.TAPE_BFLOAT16)).isTrue();
    assertThat(difference.isSmallFor(Engines.LIBTORCH)).isFalse();
    assertThat(new Agreement.Difference(0.03, "loss").isSmallFor(Engines.TAPE_BFLOAT16)).isFalse();
  }

  @Test
  void noticesAGradientThatIsNotANumber() throws IOException {
    float[] wrong = gradients();
    wrong[layout.slot(WRONG).offset()] = Float.NaN;

    assertThat(compared(9, wrong).holds()).isFalse();
  }

  @Test
  void noticesAnotherLossAndALossThatIsNotANumber() throws IOException {
    assertThat(compared(9.01, gradients()).worst().get(Engines.LIBTORCH).of()).isEqualTo("loss");
    assertThat(compared(9.01, gradients()).holds()).isFalse();
    assertThat(compared(Double.NaN, gradients()).holds()).isFalse();
  }

  @Test
  void aVanishingGradientIsComparedWithTheWhole() throws IOException {
    ParameterLayout.Slot slot = layout.slot(WRONG);
    float[] almostNothing = gradients();
    float[] nothing = gradients();
    for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
      almostNothing[i] = 1e-10f;
      nothing[i] = 0;
    }
    Map<String, Agreement.Result> results = new LinkedHashMap<>();
    results.put(Engines.TAPE, result("tape", 9, almostNothing));
    results.put(Engines.LIBTORCH, result("libtorch", 9, nothing));

    assertThat(Agreement.of(bench, results).holds()).isTrue();
  }

  @Test
  void aFileThatIsTooShortIsNoAgreement() {
    assertThatThrownBy(() -> compared(9, new float[16]))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
