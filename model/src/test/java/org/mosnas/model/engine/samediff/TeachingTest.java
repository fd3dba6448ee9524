package org.mosnas.model.engine.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.model.engine.Engine.Pass;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.engine.tape.TapeOps;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;
import org.mosnas.model.network.LossOps;
import org.mosnas.model.network.LossOps.Relations;
import org.mosnas.model.network.LossOps.Soft;
import org.mosnas.model.network.LossOps.Targets;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;

/** Losses against a teacher by hand, on both engines. */
class TeachingTest {
  /** Of (3/4, 1/4) from (1/2, 1/2), in nats: 0.75 log 1.5 + 0.25 log 0.5. */
  private static final double DIVERGENCE = 0.1308120;

  private static final Tokens TWO = tokens(2);

  static Stream<Arguments> temperatures() {
    return Stream.of(TestEngine.values())
        .flatMap(
            engine ->
                Stream.of(1.0, 2.0, 4.0).map(temperature -> Arguments.of(engine, temperature)));
  }

  /** Two tokens in the vocabulary; the teacher's scores are T log 3 and 0, ours are 0 and 0. */
  @ParameterizedTest
  @MethodSource("temperatures")
  void scoresAreComparedAtATemperature(TestEngine engine, double temperature) {
    double weight = 0.5;
    Soft soft =
        new Soft(
            matrix(2, 1, 1, 1),
            matrix(2, 1, (float) (temperature * Math.log(3)), 0),
            Optional.empty(),
            temperature,
            weight);
    Expression loss =
        new Expression() {
          @Override
          public <T> T on(LossOps<T> ops, Constants<T> constants) {
            T hidden = constants.of(TWO, 1, 1, 1);
            Targets targets = new Targets(new int[] {0, 1}, 0, 0);
            return ops.crossEntropy(hidden, new Outputs.Layer("table", 2), targets, soft);
          }
        };
    try (TestWeights weights = new TestWeights().with("table", 2, 1, 0, 0)) {
      float[] values = engine.train(weights, loss, Pass.of(1));
      assertThat((double) values[0])
          .isCloseTo(2 * weight * temperature * temperature * DIVERGENCE, within(1e-5));
      assertThat((double) values[1]).isCloseTo(2 * Math.log(2), within(1e-6));
      float[] gradient = weights.weight("table").gradient().toArray();
      assertThat((double) gradient[0]).isCloseTo(2 * weight * temperature * -0.25, within(1e-6));
      assertThat((double) gradient[1]).isCloseTo(2 * weight * temperature * 0.25, within(1e-6));
    }
  }

  /** Two tokens, one head of one column: the teacher relates its first token to both as 3 to 1. */
  @ParameterizedTest
  @EnumSource
  void relationsAreComparedHeadByHead(TestEngine engine) {
    float root = (float) Math.sqrt(Math.log(3));
    Relations wanted = new Relations(matrix(2, 1, root, 0), TWO.segments(), 1, 3);
    float[] values = values(engine, TWO, new float[] {0, 0}, wanted);
    assertThat((double) values[0]).isCloseTo(3 * DIVERGENCE, within(1e-6));
    assertThat((double) values[1]).isCloseTo(DIVERGENCE, within(1e-6));
    Relations halves = new Relations(matrix(2, 2, root, 0, 0, 0), TWO.segments(), 2, 3);
    float[] half = values(engine, TWO, new float[] {0, 0, 0, 0}, halves);
    assertThat((double) half[1]).isCloseTo(DIVERGENCE / 2, within(1e-6));
  }

  @ParameterizedTest
  @EnumSource
  void noTokenIsRelatedToAnotherText(TestEngine engine) {
    Tokens texts = tokens(2, 1);
    float[] mine = {0.3f, -0.5f, 0.7f};
    Relations one = new Relations(matrix(3, 1, 1, -2, 5), texts.segments(), 1, 1);
    Relations other = new Relations(matrix(3, 1, 1, -2, -9), texts.segments(), 1, 1);
    assertThat(values(engine, texts, mine, one))
        .contains(values(engine, texts, mine, other), within(1e-5f));
  }

  @ParameterizedTest
  @EnumSource
  void hiddenStatesDifferByTheirMeanSquare(TestEngine engine) {
    Expression loss =
        new Expression() {
          @Override
          public <T> T on(LossOps<T> ops, Constants<T> constants) {
            return ops.meanSquare(constants.of(TWO, 2, 1, 2, 0, 4), matrix(2, 2, 0, 0, 0, 1), 0.5);
          }
        };
    try (TestWeights weights = new TestWeights()) {
      assertThat(engine.values(weights, loss)).containsExactly(3.5f, 7f);
    }
  }

  /** The scores of a batch would have 260 MB. */
  @Test
  void theTapeNeverHoldsTheScoresOfTheWholeBatch() {
    Setting setting = Setting.random(new SplittableRandom(6), 16_384, 240, 32);
    long scores = (long) setting.sourceIds().length * setting.vocabulary() * Float.BYTES;
    try (Workbench bench = new Workbench();
        TestWeights weights = setting.weights(new SplittableRandom(4))) {
      TapeOps ops = TapeOps.training(bench, weights, Pass.of(0));
      float loss = Operation.TAUGHT_SCORES.loss(ops, setting).value().get(0, 0);
      ops.backward();
      assertThat(loss).isPositive();
      assertThat(bench.arena().peakBytes()).isLessThan(scores / 3);
    }
  }

  private static float[] values(TestEngine engine, Tokens texts, float[] mine, Relations wanted) {
    Expression loss =
        new Expression() {
          @Override
          public <T> T on(LossOps<T> ops, Constants<T> constants) {
            return ops.relations(
                constants.of(texts, mine.length / texts.ids().length, mine), wanted);
          }
        };
    try (TestWeights weights = new TestWeights()) {
      return engine.values(weights, loss);
    }
  }

  private static Tokens tokens(int... lengths) {
    return Tokens.of(
        Tokens.Side.SOURCE, new int[Arrays.stream(lengths).sum()], Segments.of(lengths));
  }

  private static Matrix matrix(int rows, int columns, float... values) {
    Matrix matrix = Memory.allocate(values.length).view(0, rows, columns);
    matrix.assign(values);
    return matrix;
  }
}
