package org.mosnas.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosnas.model.memory.Memory;

/** Item 8.9 of the specification. */
class AdamTest {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.98;
  private static final double EPSILON = 1e-8;

  @Test
  void hasTheGoldenValues() {
    try (Vectors x = new Vectors(1)) {
      x.parameters.set(0, 1f);
      x.gradients.set(0, 0.5f);
      x.step(1, 1e-3, 0, 1);
      assertThat((double) x.parameters.get(0)).isCloseTo(0.9990000001414213, within(6e-8));
      x.gradients.set(0, -0.25f);
      x.step(2, 1e-3, 0, 1);
      assertThat((double) x.parameters.get(0)).isCloseTo(0.9987328924619281, within(1.2e-7));
    }
  }

  /** Fifty steps with changing rates and gradient scales, as clipping and token counts give. */
  @ParameterizedTest
  @CsvSource({"0, 1", "1e-4, 1", "0.1, 0.01", "0.5, 250"})
  void fiftyStepsMatchDoublePrecision(double decay, double scale) {
    int n = Lanes.WIDTH * 5 + 3;
    SplittableRandom random = new SplittableRandom(17);
    try (Vectors x = new Vectors(n)) {
      Exact exact = new Exact(n);
      for (int i = 0; i < n; i++) {
        x.parameters.set(i, (float) random.nextGaussian());
        exact.p[i] = x.parameters.get(i);
      }
      for (int t = 1; t <= 50; t++) {
        double rate = 1e-2 * random.nextDouble();
        double gradientScale = scale * random.nextDouble(0.5, 1);
        for (int i = 0; i < n; i++) {
          x.gradients.set(i, (float) (random.nextGaussian() * Math.pow(10, i % 7 - 5)));
        }
        exact.step(t, rate, decay, gradientScale, x.gradients);
        x.step(t, rate, decay, gradientScale);
      }
      for (int i = 0; i < n; i++) {
        assertThat((double) x.parameters.get(i)).isCloseTo(exact.p[i], within(3e-6));
        double m = Math.abs(exact.m[i]);
        assertThat((double) x.first.get(i)).isCloseTo(exact.m[i], within(1e-5 * m + 1e-9));
        assertThat((double) x.second.get(i)).isCloseTo(exact.v[i], within(1e-5 * exact.v[i]));
      }
    }
  }

  /** One rounding of {@code p * (1 - rate * decay)} to a float would lose this decay entirely. */
  @Test
  void aSmallDecayActsOnAverage() {
    int n = 1024;
    int steps = 300;
    double rate = 2e-4;
    double decay = 1e-4;
    try (Vectors with = new Vectors(n);
        Vectors without = new Vectors(n)) {
      SplittableRandom random = new SplittableRandom(3);
      with.parameters.view(0, 1, n).fill(1.2f);
      without.parameters.view(0, 1, n).fill(1.2f);
      for (int t = 1; t <= steps; t++) {
        for (int i = 0; i < n; i++) {
          float g = (float) random.nextGaussian();
          with.gradients.set(i, g);
          without.gradients.set(i, g);
        }
        with.step(t, rate, decay, 1);
        without.step(t, rate, 0, 1);
      }
      double shrunk = 0;
      for (int i = 0; i < n; i++) {
        shrunk += (without.parameters.get(i) - with.parameters.get(i)) / n;
      }
      double expected = 1.2 * steps * rate * decay;
      assertThat(shrunk).isCloseTo(expected, within(0.1 * expected));
    }
  }

  @Test
  void vectorAndTailGiveTheSameUpdate() {
    int n = Lanes.WIDTH * 3 + 5;
    try (Vectors x = new Vectors(n)) {
      x.parameters.view(0, 1, n).fill(0.3f);
      x.gradients.view(0, 1, n).fill(0.7f);
      x.first.view(0, 1, n).fill(0.1f);
      x.second.view(0, 1, n).fill(0.2f);
      x.step(3, 1e-3, 1e-4, 0.5);
      for (int i = 1; i < n; i++) {
        assertThat(x.parameters.get(i)).isEqualTo(x.parameters.get(0)).isLessThan(0.3f);
        assertThat(x.first.get(i)).isEqualTo(x.first.get(0));
        assertThat(x.second.get(i)).isEqualTo(x.second.get(0));
      }
    }
  }

  @Test
  void updatesOnlyTheRangeItIsGiven() {
    try (Vectors x = new Vectors(64)) {
      x.gradients.view(0, 1, 64).fill(1);
      Adam.update(
          x.parameters, x.gradients, x.first, x.second, 16, 21, Vectors.numbered(1, 1e-3, 0, 1));
      for (int i = 0; i < 64; i++) {
        boolean inside = i >= 16 && i < 37;
        assertThat(x.parameters.get(i) != 0).isEqualTo(inside);
        assertThat(x.second.get(i) != 0).isEqualTo(inside);
      }
    }
  }

  /** Dense Adam: a coordinate outside the subnets of an update moves on while its mean decays. */
  @Test
  void aCoordinateWithoutGradientGoesOnMoving() {
    try (Vectors x = new Vectors(1)) {
      x.gradients.set(0, 1f);
      x.step(1, 1e-3, 0, 1);
      float before = x.parameters.get(0);
      x.gradients.set(0, 0f);
      x.step(2, 1e-3, 0, 1);
      assertThat(x.parameters.get(0)).isLessThan(before);
    }
  }

  @Test
  void leavesNoGradientsAndTellsTheirSquares() {
    int n = (1 << 16) + 11;
    try (Vectors x = new Vectors(n)) {
      SplittableRandom random = new SplittableRandom(6);
      for (int i = 0; i < n; i++) {
        x.gradients.set(i, (float) random.nextGaussian());
      }
      double expected = Adam.sumOfSquares(x.gradients, 0, n);
      double squares =
          Adam.update(
              x.parameters, x.gradients, x.first, x.second, 0, n, Vectors.numbered(1, 1, 0, 0.1));
      assertThat(squares).isCloseTo(expected, within(1e-6 * expected));
      assertThat(x.gradients.view(0, 1, n).toArray()).containsOnly(0f);
    }
  }

  @Test
  void sumsSquaresOverBlocks() {
    int n = 3 * (1 << 16) + 7;
    try (Memory x = Memory.allocate(n)) {
      double expected = 0;
      SplittableRandom random = new SplittableRandom(2);
      for (int i = 0; i < n; i++) {
        x.set(i, (float) random.nextDouble(-1, 1));
        expected += i < 5 || i >= n - 2 ? 0 : (double) x.get(i) * x.get(i);
      }
      assertThat(Adam.sumOfSquares(x, 5, n - 7)).isCloseTo(expected, within(1e-5 * expected));
    }
  }

  private static final class Vectors implements AutoCloseable {
    final Memory parameters;
    final Memory gradients;
    final Memory first;
    final Memory second;

    Vectors(int n) {
      parameters = Memory.zeros(n);
      gradients = Memory.zeros(n);
      first = Memory.zeros(n);
      second = Memory.zeros(n);
    }

    static Adam.Step numbered(long t, double rate, double decay, double scale) {
      return Adam.Step.numbered(t, rate, BETA1, BETA2, EPSILON, decay, scale);
    }

    void step(long t, double rate, double decay, double scale) {
      Adam.update(
          parameters,
          gradients,
          first,
          second,
          0,
          parameters.size(),
          numbered(t, rate, decay, scale));
    }

    @Override
    public void close() {
      parameters.close();
      gradients.close();
      first.close();
      second.close();
    }
  }

  /** The formulas in double precision. */
  private static final class Exact {
    final double[] p;
    final double[] m;
    final double[] v;

    Exact(int n) {
      p = new double[n];
      m = new double[n];
      v = new double[n];
    }

    void step(long t, double rate, double decay, double scale, Memory gradients) {
      double stepSize = rate * Math.sqrt(1 - Math.pow(BETA2, t)) / (1 - Math.pow(BETA1, t));
      for (int i = 0; i < p.length; i++) {
        double g = gradients.get(i) * scale;
        m[i] = BETA1 * m[i] + (1 - BETA1) * g;
        v[i] = BETA2 * v[i] + (1 - BETA2) * g * g;
        p[i] -= rate * decay * p[i];
        p[i] -= stepSize * m[i] / (Math.sqrt(v[i]) + EPSILON);
      }
    }
  }
}
