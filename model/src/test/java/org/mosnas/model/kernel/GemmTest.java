package org.mosnas.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.memory.Matrices;
import org.mosnas.model.memory.Matrix;

class GemmTest {
  private static final int ROWS = 7;
  private static final int COLUMNS = 11;

  /** For a sum of one; rounding grows as the root of their number. */
  private static final double TOLERANCE = 1e-5;

  private final Gemm gemm = new Gemm();

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16, 31, 64, 1_000, 15_000})
  void productsOfSlicesMatchPlainLoops(int n) {
    SplittableRandom random = new SplittableRandom(n);
    Matrix left = Matrices.random(ROWS, n, n + 3, random);
    Matrix leftTransposed = Matrices.random(n, ROWS, ROWS + 2, random);
    Matrix right = Matrices.random(n, COLUMNS, COLUMNS + 5, random);
    Matrix rightTransposed = Matrices.random(COLUMNS, n, n + 1, random);
    for (float beta : new float[] {0, 1, -0.5f}) {
      Matrix y = result(random);
      double[][] before = Matrices.doubles(y);
      gemm.times(2f, left, right, beta, y);
      assertProduct(y, before, left, right, beta);

      before = Matrices.doubles(y);
      gemm.timesTransposed(2f, left, rightTransposed, beta, y);
      assertProduct(y, before, left, transposed(rightTransposed), beta);

      before = Matrices.doubles(y);
      gemm.transposedTimes(2f, leftTransposed, right, beta, y);
      assertProduct(y, before, transposed(leftTransposed), right, beta);
    }
  }

  @Test
  void overwritesWhateverWasThereWhenBetaIsZero() {
    Matrix y = result(new SplittableRandom(1));
    y.fill(Float.NaN);
    gemm.times(
        1,
        Matrices.random(ROWS, 3, new SplittableRandom(2)),
        Matrices.random(3, COLUMNS, new SplittableRandom(3)),
        0,
        y);
    for (float value : y.toArray()) {
      assertThat(value).isFinite();
    }
  }

  @Test
  void leavesWhatIsBesideTheResultAlone() {
    SplittableRandom random = new SplittableRandom(4);
    Matrix whole = Matrices.random(ROWS, COLUMNS + 4, random);
    whole.fill(9);
    gemm.times(
        1,
        Matrices.random(ROWS, 3, random),
        Matrices.random(3, COLUMNS, random),
        0,
        whole.columns(2, COLUMNS));
    for (int r = 0; r < ROWS; r++) {
      for (int c : new int[] {0, 1, COLUMNS + 2, COLUMNS + 3}) {
        assertThat(whole.get(r, c)).isEqualTo(9);
      }
    }
  }

  @Test
  void refusesShapesThatDoNotFit() {
    Matrix x = Matrices.of(2, 3, 1, 2, 3, 4, 5, 6);
    assertThatThrownBy(() -> gemm.times(1, x, x, 0, x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2x3, 2x3 -> 2x3");
    assertThatThrownBy(() -> gemm.timesTransposed(1, x, x, 0, x))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> gemm.transposedTimes(1, x, x, 0, x))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Matrix result(SplittableRandom random) {
    return Matrices.random(ROWS, COLUMNS, COLUMNS + 2, random);
  }

  private static void assertProduct(
      Matrix y, double[][] before, Matrix left, Matrix right, float beta) {
    for (int r = 0; r < ROWS; r++) {
      for (int c = 0; c < COLUMNS; c++) {
        double sum = beta * before[r][c];
        for (int i = 0; i < left.columns(); i++) {
          sum += 2.0 * left.get(r, i) * right.get(i, c);
        }
        assertThat((double) y.get(r, c))
            .isCloseTo(sum, within(TOLERANCE * Math.sqrt(left.columns())));
      }
    }
  }

  private static Matrix transposed(Matrix m) {
    Matrix t = Matrices.random(m.columns(), m.rows(), new SplittableRandom(0));
    for (int r = 0; r < m.rows(); r++) {
      for (int c = 0; c < m.columns(); c++) {
        t.set(c, r, m.get(r, c));
      }
    }
    return t;
  }
}
