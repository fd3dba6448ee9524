package org.mosnas.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.memory.Matrices;
import org.mosnas.model.memory.Matrix;

/** Item 8.9 of the specification. */
class LayerNormTest {
  private static final int TOKENS = 3;

  @Test
  void ofASliceHasTheGoldenValues() {
    Matrix weight = Matrices.of(1, 5, 1, 1, 2, 2, 5).prefix(1, 4);
    Matrix bias = Matrices.of(1, 5, 0, 0, 1, 1, 9).prefix(1, 4);
    Matrix y = Matrices.of(1, 4, 0, 0, 0, 0);
    LayerNorm.forward(
        Matrices.of(1, 4, 0, 0, 0, 0),
        Matrices.of(1, 4, 1, 2, 3, 4),
        weight,
        bias,
        0,
        0,
        1e-5f,
        y,
        Matrices.of(1, 1, 0));
    assertThat(y.toArray())
        .containsExactly(
            new float[] {-1.34163542f, -0.44721181f, 1.89442361f, 3.68327084f}, within(1e-6f));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7, 8, 12, 16, 33, 100})
  void valuesMatchDoublePrecision(int n) {
    Pass pass = new Pass(n, 0f);
    pass.forward();
    for (int t = 0; t < TOKENS; t++) {
      double[] expected = pass.exact(t, 0, 0);
      for (int c = 0; c < n; c++) {
        assertThat((double) pass.y.get(t, c)).isCloseTo(expected[c], within(2e-5));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7, 8, 12, 16, 33, 100})
  void gradientsMatchCentralDifferencesInDoublePrecision(int n) {
    Pass pass = new Pass(n, 0f);
    pass.forward();
    Matrix dy = Matrices.random(TOKENS, n, n + 2, new SplittableRandom(9));
    pass.backward(dy);
    for (int t = 0; t < TOKENS; t++) {
      for (int c = 0; c < n; c++) {
        double[] up = pass.exact(t, c, 1e-5);
        double[] down = pass.exact(t, c, -1e-5);
        double numeric = 0;
        for (int i = 0; i < n; i++) {
          numeric += dy.get(t, i) * (up[i] - down[i]) / 2e-5;
        }
        double tolerance = 1e-3 * (1 + Math.abs(numeric));
        assertThat((double) pass.dx.get(t, c)).isCloseTo(numeric, within(tolerance));
        assertThat((double) pass.dResidual.get(t, c)).isCloseTo(1 + numeric, within(tolerance));
      }
    }
    assertSumsOverTokens(pass, dy);
  }

  private static void assertSumsOverTokens(Pass pass, Matrix dy) {
    for (int c = 0; c < dy.columns(); c++) {
      double weight = 1;
      double bias = 1;
      for (int t = 0; t < TOKENS; t++) {
        double normalised = (pass.exact(t, 0, 0)[c] - pass.bias.get(0, c)) / pass.weight.get(0, c);
        weight += dy.get(t, c) * normalised;
        bias += dy.get(t, c);
      }
      assertThat((double) pass.dWeight.get(0, c)).isCloseTo(weight, within(1e-4));
      assertThat((double) pass.dBias.get(0, c)).isCloseTo(bias, within(1e-4));
    }
  }

  @Test
  void dropsTheAddedPartOnlyAndItsGradientLikewise() {
    Pass pass = new Pass(64, 0.5f);
    Matrix mask = Matrices.random(TOKENS, 64, new SplittableRandom(0));
    mask.fill(1);
    Elementwise.dropout(mask, 0.5f, Pass.SEED);
    Matrix expected = Matrices.random(TOKENS, 64, new SplittableRandom(0));
    Matrix inverse = Matrices.random(1, TOKENS, new SplittableRandom(0));
    Matrix dropped = Matrices.copy(pass.x);
    for (int t = 0; t < TOKENS; t++) {
      for (int c = 0; c < 64; c++) {
        dropped.set(t, c, dropped.get(t, c) * mask.get(t, c));
      }
    }
    LayerNorm.forward(
        pass.residual, dropped, pass.weight, pass.bias, 0, 0, 1e-5f, expected, inverse);
    pass.forward();
    assertThat(pass.y.toArray()).isEqualTo(expected.toArray());
    pass.backward(Matrices.random(TOKENS, 64, new SplittableRandom(3)));
    for (int t = 0; t < TOKENS; t++) {
      for (int c = 0; c < 64; c++) {
        float throughSum = pass.dResidual.get(t, c) - 1;
        assertThat(pass.dx.get(t, c)).isCloseTo(throughSum * mask.get(t, c), within(1e-5f));
      }
    }
  }

  /** One forward and backward pass; gradients that are added to start at one. */
  private static final class Pass {
    static final int SEED = 123;
    final float rate;
    final Matrix residual;
    final Matrix x;
    final Matrix weight;
    final Matrix bias;
    final Matrix y;
    final Matrix inverse;
    final Matrix dWeight;
    final Matrix dBias;
    final Matrix dResidual;
    final Matrix dx;
    final double[][] sum;

    Pass(int n, float rate) {
      SplittableRandom random = new SplittableRandom(n);
      this.rate = rate;
      residual = Matrices.random(TOKENS, n, n + 3, random);
      x = Matrices.random(TOKENS, n, n + 1, random);
      weight = Matrices.random(1, n, random);
      bias = Matrices.random(1, n, random);
      for (int c = 0; c < n; c++) {
        weight.set(0, c, 1.5f + weight.get(0, c));
      }
      y = Matrices.random(TOKENS, n, random);
      inverse = Matrices.random(1, TOKENS, random);
      dWeight = ones(1, n);
      dBias = ones(1, n);
      dResidual = ones(TOKENS, n);
      dx = ones(TOKENS, n);
      sum = Matrices.doubles(x);
      for (int t = 0; t < TOKENS; t++) {
        for (int c = 0; c < n; c++) {
          sum[t][c] += residual.get(t, c);
        }
      }
    }

    private static Matrix ones(int rows, int columns) {
      Matrix ones = Matrices.random(rows, columns, new SplittableRandom(0));
      ones.fill(1);
      return ones;
    }

    void forward() {
      LayerNorm.forward(residual, x, weight, bias, rate, SEED, 1e-5f, y, inverse);
    }

    void backward(Matrix dy) {
      LayerNorm.backward(dy, x, inverse, weight, dWeight, dBias, rate, SEED, dResidual, dx);
    }

    /** Row {@code t} in double precision, after {@code by} was added to column {@code moved}. */
    double[] exact(int t, int moved, double by) {
      double[] values = sum[t].clone();
      int n = values.length;
      values[moved] += by;
      double mean = 0;
      for (double value : values) {
        mean += value / n;
      }
      double variance = 0;
      for (double value : values) {
        variance += (value - mean) * (value - mean) / n;
      }
      for (int c = 0; c < n; c++) {
        values[c] = (values[c] - mean) / Math.sqrt(variance + 1e-5) * weight.get(0, c);
        values[c] += bias.get(0, c);
      }
      return values;
    }
  }
}
