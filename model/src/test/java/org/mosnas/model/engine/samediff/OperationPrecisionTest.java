package org.mosnas.model.engine.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mosnas.model.engine.Engine.Pass;

/**
 * Values and gradients against double precision, where single precision is at its worst: over
 * thousands of tokens, and over a vocabulary of tens of thousands of tokens.
 */
class OperationPrecisionTest {
  private static final double TOLERANCE = 1e-5;
  private static final double STEP = 1e-6;
  private static final int DIRECTIONS = 2;
  private static final Setting MANY_TOKENS = Setting.random(new SplittableRandom(6), 7, 120, 32);
  private static final Setting LARGE_VOCABULARY =
      Setting.random(new SplittableRandom(7), 32_000, 6, 10);

  /** Relations are made text by text, so many texts are no harder than a few. */
  @ParameterizedTest
  @EnumSource(names = "TAUGHT_RELATIONS", mode = EnumSource.Mode.EXCLUDE)
  void overThousandsOfTokens(Operation operation) {
    check(operation.of(MANY_TOKENS), MANY_TOKENS);
  }

  @Test
  void ofRelations() {
    Setting few = Setting.random(new SplittableRandom(8), 7, 6, 32);
    check(Operation.TAUGHT_RELATIONS.of(few), few);
  }

  @ParameterizedTest
  @EnumSource(names = {"EMBED_AND_CROSS_ENTROPY", "LINEAR", "TAUGHT_SCORES"})
  void overAVocabularyOfTensOfThousands(Operation operation) {
    check(operation.of(LARGE_VOCABULARY), LARGE_VOCABULARY);
  }

  private static void check(Expression loss, Setting setting) {
    try (TestWeights weights = setting.weights(new SplittableRandom(4))) {
      Map<TestEngine, Result> results = new LinkedHashMap<>();
      for (TestEngine engine : TestEngine.values()) {
        weights.clearGradients();
        results.put(engine, Result.of(engine, loss, weights));
      }
      Map<String, double[][]> doubles = new LinkedHashMap<>();
      weights.used().forEach(name -> doubles.put(name, weights.doubles(name)));
      double[] expected = values(doubles, loss);
      results.forEach((engine, result) -> result.hasValues(engine, expected));
      for (String name : doubles.keySet()) {
        checkGradient(name, doubles, loss, results);
      }
    }
  }

  private static void checkGradient(
      String name,
      Map<String, double[][]> weights,
      Expression loss,
      Map<TestEngine, Result> results) {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    double[][] value = weights.get(name);
    for (int d = 0; d < DIRECTIONS; d++) {
      float[] direction = direction(random, value.length * value[0].length);
      double above = values(moved(weights, name, direction, STEP), loss)[0];
      double below = values(moved(weights, name, direction, -STEP), loss)[0];
      double slope = (above - below) / (2 * STEP);
      results.forEach((engine, result) -> result.hasSlope(engine, name, direction, slope));
    }
  }

  private static double[] values(Map<String, double[][]> weights, Expression loss) {
    return loss.on(
            new DoubleOps(weights),
            (layout, columns, values) -> {
              throw new UnsupportedOperationException("no constants here");
            })[0];
  }

  private static Map<String, double[][]> moved(
      Map<String, double[][]> weights, String name, float[] direction, double step) {
    Map<String, double[][]> moved = new LinkedHashMap<>(weights);
    double[][] rows =
        Arrays.stream(weights.get(name)).map(double[]::clone).toArray(double[][]::new);
    for (int i = 0; i < direction.length; i++) {
      rows[i / rows[0].length][i % rows[0].length] += step * direction[i];
    }
    moved.put(name, rows);
    return moved;
  }

  /** Of length one. */
  private static float[] direction(SplittableRandom random, int size) {
    float[] direction = new float[size];
    for (int i = 0; i < size; i++) {
      direction[i] = (float) random.nextGaussian();
    }
    float length = (float) Math.sqrt(CentralDifferences.dot(direction, direction));
    for (int i = 0; i < size; i++) {
      direction[i] /= length;
    }
    return direction;
  }

  /** What an engine computes. */
  private record Result(float[] lossAndNll, Map<String, float[]> gradients, double norm) {
    static Result of(TestEngine engine, Expression loss, TestWeights weights) {
      float[] lossAndNll = engine.train(weights, loss, Pass.of(0));
      Map<String, float[]> gradients = new LinkedHashMap<>();
      for (String name : List.copyOf(weights.used())) {
        gradients.put(name, weights.weight(name).gradient().toArray());
      }
      Stream<float[]> all = gradients.values().stream();
      return new Result(
          lossAndNll,
          gradients,
          Math.sqrt(all.mapToDouble(g -> CentralDifferences.dot(g, g)).sum()));
    }

    void hasValues(TestEngine engine, double[] expected) {
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) lossAndNll[i])
            .as("loss on %s", engine)
            .isCloseTo(expected[i], within(TOLERANCE * expected[i]));
      }
    }

    void hasSlope(TestEngine engine, String name, float[] direction, double slope) {
      float[] gradient = gradients.get(name);
      // Some gradients vanish, such as those of the biases of keys: there, rounding remains.
      double scale = Math.max(Math.sqrt(CentralDifferences.dot(gradient, gradient)), 1e-2 * norm);
      assertThat(CentralDifferences.dot(gradient, direction))
          .as("gradient of %s on %s", name, engine)
          .isCloseTo(slope, within(TOLERANCE * scale));
    }
  }
}
