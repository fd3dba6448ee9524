package org.mosnas.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.memory.Matrices;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;

class Bfloat16ProductsTest {
  /** Two factors, each rounded to eight bits. */
  private static final double ROUNDING = 2.0 / (1 << 8);

  @ParameterizedTest
  @CsvSource({
    "1, 3f80", // 1
    "-2.5, c020",
    "1.00390625, 3f80", // half a unit above an even one
    "1.01171875, 3f82", // half a unit above an odd one
    "1.00390637, 3f81", // a little more than half a unit
    "3.4e38, 7f80", // beyond the range
    "Infinity, 7f80",
    "NaN, 7fc0",
    "-0.0, 8000"
  })
  void roundsToTheNearestAndToEven(float x, String bits) {
    int rounded = Lane.roundToUpperHalf(Float.floatToRawIntBits(x)) >>> 16;
    assertThat(Integer.toHexString(rounded)).isEqualTo(bits);
  }

  @ParameterizedTest
  @CsvSource({"256, 192, 128", "97, 333, 131", "512, 65, 1030"})
  void largeProductsAreThoseOfRoundedFactors(int m, int n, int k) {
    assumeBfloat16();
    SplittableRandom random = new SplittableRandom(m);
    assertThat(Bfloat16Products.pays(m, n, k)).isTrue();
    Matrix x = Matrices.random(m, k, k + 3, random);
    Matrix xTransposed = Matrices.random(k, m, m + 2, random);
    Matrix w = Matrices.random(k, n, n + 5, random);
    Matrix wTransposed = Matrices.random(n, k, k + 1, random);
    try (Gemm floats = new Gemm();
        Gemm halves = Gemm.bfloat16()) {
      for (float beta : new float[] {0, 1}) {
        Matrix[] y = {Matrices.of(m, n, new double[m * n]), Matrices.of(m, n, new double[m * n])};
        floats.times(0.5f, rounded(x), rounded(w), beta, y[0]);
        halves.times(0.5f, x, w, beta, y[1]);
        assertThat(distance(y[0], y[1])).isLessThan(1e-5);
        floats.timesTransposed(1, rounded(x), rounded(wTransposed), beta, y[0]);
        halves.timesTransposed(1, x, wTransposed, beta, y[1]);
        assertThat(distance(y[0], y[1])).isLessThan(1e-5);
        floats.transposedTimes(1, rounded(xTransposed), rounded(w), beta, y[0]);
        halves.transposedTimes(1, xTransposed, w, beta, y[1]);
        assertThat(distance(y[0], y[1])).isLessThan(1e-5);

        floats.times(1, x, w, 0, y[0]);
        halves.times(1, x, w, 0, y[1]);
        assertThat(distance(y[0], y[1])).isBetween(1e-4, ROUNDING);
      }
    }
  }

  @Test
  void smallProductsKeepTheirBits() {
    assumeBfloat16();
    SplittableRandom random = new SplittableRandom(7);
    try (Gemm floats = new Gemm();
        Gemm halves = Gemm.bfloat16()) {
      for (int[] shape : new int[][] {{64, 64, 64}, {8, 4096, 512}, {4096, 8, 512}}) {
        Matrix x = Matrices.random(shape[0], shape[2], random);
        Matrix w = Matrices.random(shape[2], shape[1], random);
        double[] none = new double[shape[0] * shape[1]];
        Matrix expected = Matrices.of(shape[0], shape[1], none);
        Matrix y = Matrices.of(shape[0], shape[1], none);
        floats.times(1, x, w, 0, expected);
        halves.times(1, x, w, 0, y);
        assertThat(y.toArray()).isEqualTo(expected.toArray());
      }
    }
  }

  @Test
  void processorsWithoutItAreToldFromTheirFlags() {
    assertThat(OneDnn.multipliesBfloat16(Set.of("avx512f", "amx_bf16"))).isTrue();
    assertThat(OneDnn.multipliesBfloat16(Set.of("avx512f", "avx512_bf16"))).isTrue();
    assertThat(OneDnn.multipliesBfloat16(Set.of("avx512f", "avx2"))).isFalse();
  }

  @Test
  void isRefusedWhereItIsMissing() {
    assumeTrue(!OneDnn.hasBfloat16(), "this machine has bfloat16");
    assertThatThrownBy(Gemm::bfloat16)
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining("set model.engine = tape");
  }

  private static void assumeBfloat16() {
    assumeTrue(OneDnn.hasBfloat16(), "needs a processor that multiplies bfloat16");
  }

  private static Matrix rounded(Matrix x) {
    Memory room = Memory.allocate((long) x.rows() * x.columns());
    Matrix y = room.view(0, x.rows(), x.columns());
    for (int r = 0; r < x.rows(); r++) {
      for (int c = 0; c < x.columns(); c++) {
        int bits = Lane.roundToUpperHalf(Float.floatToRawIntBits(x.get(r, c)));
        y.set(r, c, Float.intBitsToFloat(bits & 0xffff0000));
      }
    }
    return y;
  }

  /** Length of the difference, in lengths of {@code expected}. */
  private static double distance(Matrix expected, Matrix y) {
    double difference = 0;
    double length = 0;
    for (int r = 0; r < y.rows(); r++) {
      for (int c = 0; c < y.columns(); c++) {
        difference += Math.pow(y.get(r, c) - expected.get(r, c), 2);
        length += Math.pow(expected.get(r, c), 2);
      }
    }
    return Math.sqrt(difference / length);
  }
}
