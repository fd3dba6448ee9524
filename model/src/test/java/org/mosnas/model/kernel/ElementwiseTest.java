package org.mosnas.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.memory.Matrices;
import org.mosnas.model.memory.Matrix;

class ElementwiseTest {
  private static final int ROWS = 6;

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 16, 37})
  void sumsAndScalingsMatchPlainLoops(int n) {
    Matrix x = random(n, 1);
    Matrix y = random(n, 2);
    double[][] before = Matrices.doubles(y);
    Elementwise.addScaled(0.5f, x, y);
    assertEach(y, (r, c) -> before[r][c] + 0.5 * x.get(r, c));
    Elementwise.scale(-2f, y);
    assertEach(y, (r, c) -> -2 * (before[r][c] + 0.5 * x.get(r, c)));
    Elementwise.setScaledRow(3f, x, 1, y, 4);
    double[][] after = Matrices.doubles(y);
    assertEach(y, (r, c) -> r == 4 ? 3.0 * x.get(1, c) : after[r][c]);
    Elementwise.addScaledRow(3f, x, 2, y, 0);
    assertEach(y, (r, c) -> after[r][c] + (r == 0 ? 3.0 * x.get(2, c) : 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 16, 37})
  void biasesAndRectifiersMatchPlainLoops(int n) {
    Matrix bias = Matrices.random(1, n, new SplittableRandom(3));
    Matrix x = random(n, 1);
    Matrix rectified = random(n, 1);
    double[][] before = Matrices.doubles(x);
    Elementwise.addBias(x, bias);
    assertEach(x, (r, c) -> before[r][c] + bias.get(0, c));
    Elementwise.addBiasRelu(rectified, bias);
    assertEach(rectified, (r, c) -> Math.max(0, before[r][c] + bias.get(0, c)));
    Matrix gradient = random(n, 4);
    double[][] d = Matrices.doubles(gradient);
    Matrix sums = Matrices.random(1, n, new SplittableRandom(5));
    double[][] sumsBefore = Matrices.doubles(sums);
    Elementwise.reluBackward(rectified, gradient, sums);
    assertEach(gradient, (r, c) -> rectified.get(r, c) > 0 ? d[r][c] : 0);
    assertEach(sums, (unused, c) -> sumsBefore[0][c] + columnSum(gradient, c));
  }

  @Test
  void gaussianErrorUnitsAreExactToTheirRounding() {
    Matrix bias = Matrices.random(1, 1001, new SplittableRandom(3));
    Matrix x = random(1001, 1);
    for (int r = 0; r < ROWS; r++) {
      for (int c = 0; c < 1001; c++) {
        x.set(r, c, (c - 500) * 0.013f * (r + 1) / 2 - bias.get(0, c));
      }
    }
    double[][] before = Matrices.doubles(x);
    Matrix slopes = random(1001, 2);
    Elementwise.addBiasGelu(x, bias, slopes);
    for (int r = 0; r < ROWS; r++) {
      for (int c = 0; c < 1001; c++) {
        double at = (float) before[r][c] + bias.get(0, c);
        double below = ErrorFunction.below(at);
        assertThat((double) x.get(r, c))
            .as("gelu(%s)", at)
            .isCloseTo(at * below, within(2e-7 * (1 + Math.abs(at))));
        assertThat((double) slopes.get(r, c))
            .as("slope at %s", at)
            .isCloseTo(below + at * ErrorFunction.density(at), within(5e-7));
      }
    }
    Matrix again = random(1001, 1);
    for (int r = 0; r < ROWS; r++) {
      for (int c = 0; c < 1001; c++) {
        again.set(r, c, (float) before[r][c]);
      }
    }
    Elementwise.addBiasGelu(again, bias);
    assertThat(again.toArray()).isEqualTo(x.toArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 16, 37})
  void tangentsAndSlopesMatchPlainLoops(int n) {
    Matrix bias = Matrices.random(1, n, new SplittableRandom(3));
    Matrix x = random(n, 1);
    double[][] before = Matrices.doubles(x);
    Matrix slopes = random(n, 6);
    Elementwise.addBiasTanh(x, bias, slopes);
    assertEach(x, (r, c) -> Math.tanh(before[r][c] + bias.get(0, c)));
    assertEach(slopes, (r, c) -> 1 - Math.pow(Math.tanh(before[r][c] + bias.get(0, c)), 2));
    Matrix gradient = random(n, 4);
    double[][] d = Matrices.doubles(gradient);
    Matrix sums = Matrices.random(1, n, new SplittableRandom(5));
    double[][] sumsBefore = Matrices.doubles(sums);
    Elementwise.slopeBackward(slopes, gradient, sums);
    assertEach(gradient, (r, c) -> d[r][c] * slopes.get(r, c));
    assertEach(sums, (unused, c) -> sumsBefore[0][c] + columnSum(gradient, c));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 16, 37})
  void reductionsMatchPlainLoops(int n) {
    Matrix x = random(n, 1);
    Matrix y = random(n, 2);
    Matrix sums = Matrices.random(1, n, new SplittableRandom(3));
    double[][] before = Matrices.doubles(sums);
    Elementwise.addColumnSums(x, sums);
    assertEach(sums, (unused, c) -> before[0][c] + columnSum(x, c));
    double dot = 0;
    for (int c = 0; c < n; c++) {
      dot += (double) x.get(2, c) * y.get(5, c);
    }
    assertThat((double) Elementwise.dotRows(x, 2, y, 5)).isCloseTo(dot, within(1e-5));
  }

  private static double columnSum(Matrix x, int column) {
    double sum = 0;
    for (int r = 0; r < x.rows(); r++) {
      sum += x.get(r, column);
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 16, 37})
  void clearingAndCopyingTouchNothingElse(int n) {
    Matrix wide = Matrices.random(ROWS, n + 4, new SplittableRandom(5));
    double[][] before = Matrices.doubles(wide);
    Elementwise.clear(wide.columns(2, n));
    assertEach(wide, (r, c) -> c >= 2 && c < n + 2 ? 0 : before[r][c]);
    Matrix x = random(n, 6);
    Elementwise.copy(x, wide.columns(2, n));
    assertEach(wide, (r, c) -> c >= 2 && c < n + 2 ? x.get(r, c - 2) : before[r][c]);
    Matrix dense = Matrices.random(ROWS, n, new SplittableRandom(7));
    Elementwise.clear(dense);
    assertEach(dense, (r, c) -> 0.0);
  }

  @Test
  void refusesShapesThatDiffer() {
    Matrix x = random(4, 1);
    Matrix y = random(5, 1);
    assertThatThrownBy(() -> Elementwise.copy(x, y)).hasMessageContaining("6x4, 6x5");
    assertThatThrownBy(() -> Elementwise.addScaled(1, x, y)).hasMessageContaining("6x4, 6x5");
  }

  @Test
  void dropoutKeepsTheExpectedShareAndScalesIt() {
    int n = 100_003;
    float[] mask = mask(1, n, 0.3f, 77);
    int dropped = 0;
    int scaled = 0;
    for (float value : mask) {
      dropped += value == 0f ? 1 : 0;
      scaled += value == 1f / 0.7f ? 1 : 0;
    }
    assertThat(dropped + scaled).isEqualTo(n);
    double deviation = Math.sqrt(n * 0.3 * 0.7);
    assertThat((double) dropped).isCloseTo(0.3 * n, within(5 * deviation));
  }

  @Test
  void dropoutDependsOnTheSeedAndTheIndexOnly() {
    float[] mask = mask(12, 13, 0.4f, 5);
    assertThat(mask(12, 13, 0.4f, 5)).isEqualTo(mask);
    assertThat(mask(1, 156, 0.4f, 5)).isEqualTo(mask);
    assertThat(mask(12, 13, 0.4f, 6)).isNotEqualTo(mask);
    Matrix strided = Matrices.random(12, 13, 20, new SplittableRandom(1));
    strided.fill(1);
    Elementwise.dropout(strided, 0.4f, 5);
    assertThat(strided.toArray()).isEqualTo(mask);
  }

  @Test
  void masksOfDifferentSeedsAreIndependent() {
    int n = 50_000;
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 10; i++) {
      int seed = random.nextInt();
      float[] first = mask(1, n, 0.5f, seed);
      float[] second = mask(1, n, 0.5f, random.nextInt());
      int equal = 0;
      for (int j = 0; j < n; j++) {
        equal += first[j] == second[j] ? 1 : 0;
      }
      assertThat((double) equal)
          .as("seed %d", seed)
          .isCloseTo(n / 2.0, within(5 * Math.sqrt(n / 4.0)));
    }
  }

  @Test
  void noDropoutChangesNothing() {
    Matrix x = random(9, 1);
    float[] before = x.toArray();
    Elementwise.dropout(x, 0f, 5);
    assertThat(x.toArray()).isEqualTo(before);
  }

  private static float[] mask(int rows, int columns, float rate, int seed) {
    Matrix ones = Matrices.random(rows, columns, new SplittableRandom(0));
    ones.fill(1);
    Elementwise.dropout(ones, rate, seed);
    return ones.toArray();
  }

  private static Matrix random(int columns, int seed) {
    return Matrices.random(ROWS, columns, columns + seed, new SplittableRandom(seed));
  }

  private static void assertEach(Matrix m, BiFunction<Integer, Integer, Double> expected) {
    double[][] values = new double[m.rows()][m.columns()];
    for (int r = 0; r < m.rows(); r++) {
      for (int c = 0; c < m.columns(); c++) {
        values[r][c] = expected.apply(r, c);
      }
    }
    double[][] found = Matrices.doubles(m);
    for (int r = 0; r < m.rows(); r++) {
      assertThat(found[r])
          .as("row %d, expected %s", r, Arrays.toString(values[r]))
          .containsExactly(values[r], within(1e-5));
    }
  }
}
