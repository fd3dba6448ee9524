package org.mosnas.model.engine.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.model.engine.Engine.Pass;
import org.mosnas.model.network.Weights.Weight;

class OperationGradientTest {
  private static final Pass PASS = Pass.of(8);
  private static final Setting SETTING = Setting.small();

  static Stream<Arguments> operationsOnEngines() {
    return Stream.of(Operation.values())
        .flatMap(
            operation ->
                Stream.of(TestEngine.values()).map(engine -> Arguments.of(operation, engine)));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("operationsOnEngines")
  void gradientsMatchCentralDifferences(Operation operation, TestEngine engine) {
    try (TestWeights weights = weights()) {
      engine.train(weights, operation.of(SETTING), PASS);
      Map<String, Weight> used = new LinkedHashMap<>();
      List.copyOf(weights.used()).forEach(name -> used.put(name, weights.weight(name)));
      CentralDifferences.check(
          used,
          () -> engine.train(weights, operation.of(SETTING), PASS)[0],
          operation + " on " + engine);
    }
  }

  @ParameterizedTest
  @EnumSource
  void enginesAgreeWithAndWithoutDropout(Operation operation) {
    try (TestWeights weights = weights()) {
      assertClose(
          TestEngine.SAMEDIFF.values(weights, operation.of(SETTING)),
          TestEngine.TAPE.values(weights, operation.of(SETTING)));
      assertClose(
          TestEngine.SAMEDIFF.train(weights, operation.of(SETTING), PASS),
          TestEngine.TAPE.train(weights, operation.of(SETTING), PASS));
    }
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("operationsOnEngines")
  void theWeightOfAPassScalesItsLossAndItsGradients(Operation operation, TestEngine engine) {
    try (TestWeights weights = weights();
        TestWeights weighted = weights()) {
      float[] once = engine.train(weights, operation.of(SETTING), PASS);
      // A power of two scales without rounding.
      float[] quarter = engine.train(weighted, operation.of(SETTING), new Pass(8, 0.25));
      assertThat(quarter[0]).isEqualTo(0.25f * once[0]);
      assertThat(quarter[1]).isEqualTo(once[1]);
      for (String name : List.copyOf(weights.used())) {
        float[] expected = weights.weight(name).gradient().toArray();
        for (int i = 0; i < expected.length; i++) {
          expected[i] *= 0.25f;
        }
        assertThat(weighted.weight(name).gradient().toArray()).as(name).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void gradientsOfAWeightedPassMatchCentralDifferences(TestEngine engine) {
    Pass pass = new Pass(8, 3);
    Expression loss = Operation.SUM_OF_LOSSES.of(SETTING);
    try (TestWeights weights = weights()) {
      engine.train(weights, loss, pass);
      Map<String, Weight> used = new LinkedHashMap<>();
      List.copyOf(weights.used()).forEach(name -> used.put(name, weights.weight(name)));
      CentralDifferences.check(
          used, () -> engine.train(weights, loss, pass)[0], "weighted, on " + engine);
    }
  }

  private static void assertClose(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected).contains(expected, within(1e-5f * expected[0]));
  }

  private static TestWeights weights() {
    return SETTING.weights(new SplittableRandom(4));
  }
}
