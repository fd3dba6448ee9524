package org.mosnas.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.memory.Matrices;
import org.mosnas.model.memory.Matrix;

/** Item 8.9 of the specification. */
class SoftmaxTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 16, 33, 100})
  void probabilitiesMatchDoublePrecision(int n) {
    Matrix rows = logits(3, n + 5, n);
    double[] expected = probabilities(Matrices.doubles(rows)[1], n);
    float[] before = rows.toArray();
    Softmax.forwardRow(rows, 1, n);
    for (int i = 0; i < n + 5; i++) {
      assertThat((double) rows.get(1, i)).isCloseTo(i < n ? expected[i] : 0, within(1e-6));
      assertThat(rows.get(0, i)).isEqualTo(before[i]);
      assertThat(rows.get(2, i)).isEqualTo(before[2 * (n + 5) + i]);
    }
  }

  @Test
  void probabilitiesOfHugeScoresAreFinite() {
    Matrix row = Matrices.of(1, 3, 3e38, 3e38, -3e38);
    Softmax.forwardRow(row, 0, 3);
    assertThat(row.toArray()).containsExactly(new float[] {0.5f, 0.5f, 0}, within(1e-6f));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 16, 33, 100})
  void gradientMatchesDoublePrecision(int n) {
    Matrix p = logits(2, n, n);
    Softmax.forwardRow(p, 1, n);
    Matrix gradient = Matrices.random(2, n, new SplittableRandom(n + 1));
    double[] probabilities = Matrices.doubles(p)[1];
    double[] d = Matrices.doubles(gradient)[1];
    double dot = 0;
    for (int i = 0; i < n; i++) {
      dot += probabilities[i] * d[i];
    }
    Softmax.backwardRow(p, gradient, 1);
    for (int i = 0; i < n; i++) {
      assertThat((double) gradient.get(1, i))
          .isCloseTo(probabilities[i] * (d[i] - dot), within(1e-6));
    }
  }

  @Test
  void labelSmoothedLossHasTheGoldenValues() {
    Matrix logits = Matrices.of(1, 4, 2, 1, 0.5, -1);
    double[] result = new double[2];
    Softmax.crossEntropyRow(logits, 0, 1, 0.1f, true, result);
    assertThat(result[1]).isCloseTo(1.495181898, within(1e-6));
    assertThat(result[0]).isCloseTo(1.532681898, within(1e-6));
    assertThat(result[0] / Math.log(2)).isCloseTo(2.211192574, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"1,0.1", "2,0", "7,0.1", "8,0.3", "33,0", "33,0.1", "1000,0.1", "1003,0.9"})
  void labelSmoothedLossAndGradientMatchDoublePrecision(int n, double smoothing) {
    Matrix logits = logits(4, n, n);
    double[][] exact = Matrices.doubles(logits);
    double[] result = {10, 20};
    double loss = 10;
    double nll = 20;
    for (int row = 0; row < 4; row++) {
      int target = (row * 7) % n;
      double[] p = probabilities(exact[row], n);
      nll -= Math.log(p[target]);
      loss -= (1 - smoothing) * Math.log(p[target]);
      for (double probability : p) {
        loss -= smoothing / n * Math.log(probability);
      }
      Softmax.crossEntropyRow(logits, row, target, (float) smoothing, true, result);
      for (int i = 0; i < n; i++) {
        double expected = p[i] - smoothing / n - (i == target ? 1 - smoothing : 0);
        assertThat((double) logits.get(row, i)).isCloseTo(expected, within(1e-6));
      }
    }
    assertThat(result[0]).isCloseTo(loss, within(1e-5));
    assertThat(result[1]).isCloseTo(nll, within(1e-5));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 33, 1000})
  void logProbabilitiesMatchDoublePrecision(int n) {
    Matrix row = logits(1, n, n);
    double[] expected = probabilities(Matrices.doubles(row)[0], n);
    Softmax.logRow(row, 0);
    for (int i = 0; i < n; i++) {
      assertThat((double) row.get(0, i)).isCloseTo(Math.log(expected[i]), within(2e-6));
    }
  }

  private static Matrix logits(int rows, int columns, int seed) {
    Matrix logits = Matrices.random(rows, columns, new SplittableRandom(seed));
    Elementwise.scale(5f, logits);
    return logits;
  }

  private static double[] probabilities(double[] logits, int n) {
    double[] p = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      p[i] = Math.exp(logits[i]);
      sum += p[i];
    }
    for (int i = 0; i < n; i++) {
      p[i] /= sum;
    }
    return p;
  }
}
