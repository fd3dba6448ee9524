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
import org.mosnas.model.network.Weights.Weight;

class OperationGradientTest {
  private static final long DROPOUT_SEED = 8;
  private static final Operation.Setting SETTING = Operation.Setting.small();

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
      engine.train(weights, operation.of(SETTING), DROPOUT_SEED);
      Map<String, Weight> used = new LinkedHashMap<>();
      List.copyOf(weights.used()).forEach(name -> used.put(name, weights.weight(name)));
      CentralDifferences.check(
          used,
          () -> engine.train(weights, operation.of(SETTING), DROPOUT_SEED)[0],
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
          TestEngine.SAMEDIFF.train(weights, operation.of(SETTING), DROPOUT_SEED),
          TestEngine.TAPE.train(weights, operation.of(SETTING), DROPOUT_SEED));
    }
  }

  private static void assertClose(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected).contains(expected, within(1e-5f * expected[0]));
  }

  private static TestWeights weights() {
    return SETTING.weights(new SplittableRandom(4));
  }
}
