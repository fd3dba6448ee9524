package org.mosnas.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;

class KernelsTest {
  @Test
  void exponentialOfOneLaneAndOfManyHaveTheSameBits() {
    try (Memory memory = Memory.allocate(4096)) {
      Matrix x = memory.view(0, 1, 4096);
      for (int i = 0; i < 4096; i++) {
        x.set(0, i, -87f + i * 174f / 4096);
      }
      for (int i = 0; i < 4096; i += Lanes.WIDTH) {
        var e = Lanes.exp(Lanes.load(memory.bytes(), i * Float.BYTES));
        for (int lane = 0; lane < Lanes.WIDTH; lane++) {
          float argument = x.get(0, i + lane);
          assertThat(e.lane(lane)).isEqualTo(Lanes.exp(argument));
          double exact = Math.exp(Math.min(Math.max(argument, -87.3), 88));
          assertThat((double) e.lane(lane)).isCloseTo(exact, within(1e-6 * exact));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 16, 33, 100})
  void softmaxRowsMatchDoublePrecision(int n) {
    SplittableRandom random = new SplittableRandom(n);
    try (Memory memory = Memory.allocate(n + 8)) {
      Matrix row = memory.view(0, 1, n + 8);
      double[] x = random.doubles(n, -5, 5).toArray();
      double sum = 0;
      for (int i = 0; i < n; i++) {
        row.set(0, i, (float) x[i]);
        sum += Math.exp(x[i]);
      }
      Softmax.forwardRow(row, 0, n);
      for (int i = 0; i < n; i++) {
        assertThat((double) row.get(0, i)).isCloseTo(Math.exp(x[i]) / sum, within(1e-6));
      }
      assertThat(row.get(0, n)).isZero();
    }
  }

  @Test
  void layerNormOfASliceHasTheGoldenValues() {
    try (Memory memory = Memory.zeros(256)) {
      Matrix residual = memory.view(0, 1, 4);
      Matrix x = memory.view(16, 1, 4);
      x.assign(new float[] {1, 2, 3, 4});
      Matrix gain = memory.view(32, 1, 5);
      gain.assign(new float[] {1, 1, 2, 2, 5});
      Matrix bias = memory.view(48, 1, 5);
      bias.assign(new float[] {0, 0, 1, 1, 9});
      Matrix y = memory.view(64, 1, 4);
      LayerNorm.forward(
          residual, x, gain.prefix(1, 4), bias.prefix(1, 4), 0, 0, y, memory.view(80, 1, 1));
      assertThat(y.toArray())
          .containsExactly(
              new float[] {-1.34163542f, -0.44721181f, 1.89442361f, 3.68327084f}, within(1e-6f));
    }
  }

  @Test
  void labelSmoothedLossHasTheGoldenValues() {
    try (Memory memory = Memory.zeros(16)) {
      Matrix logits = memory.view(0, 1, 4);
      logits.assign(new float[] {2, 1, 0.5f, -1});
      double[] result = new double[2];
      Softmax.crossEntropyRow(logits, 0, 1, 0.1f, true, result);
      assertThat(result[1]).isCloseTo(1.495181898, within(1e-6));
      assertThat(result[0]).isCloseTo(1.532681898, within(1e-6));
      assertThat(result[0] / Math.log(2)).isCloseTo(2.211192574, within(1e-6));
      float sum = 0;
      for (float g : logits.toArray()) {
        sum += g;
      }
      assertThat(sum).isCloseTo(0f, within(1e-6f));
    }
  }

  @Test
  void adamHasTheGoldenValues() {
    try (Memory p = Memory.zeros(16);
        Memory g = Memory.zeros(16);
        Memory m = Memory.zeros(16);
        Memory v = Memory.zeros(16)) {
      p.set(0, 1f);
      g.set(0, 0.5f);
      Adam.update(p, g, m, v, 0, 1, Adam.Step.numbered(1, 1e-3, 0.9, 0.98, 1e-8, 0, 1));
      assertThat(p.get(0)).isCloseTo(0.9990000001414213f, within(1e-7f));
      g.set(0, -0.25f);
      Adam.update(p, g, m, v, 0, 1, Adam.Step.numbered(2, 1e-3, 0.9, 0.98, 1e-8, 0, 1));
      assertThat(p.get(0)).isCloseTo(0.9987328924619281f, within(1e-7f));
    }
  }

  @Test
  void vectorAndTailGiveTheSameUpdate() {
    int n = Lanes.WIDTH * 3 + 5;
    try (Memory p = Memory.zeros(n);
        Memory g = Memory.zeros(n);
        Memory m = Memory.zeros(n);
        Memory v = Memory.zeros(n)) {
      for (int i = 0; i < n; i++) {
        p.set(i, 0.3f);
        g.set(i, 0.7f);
        m.set(i, 0.1f);
        v.set(i, 0.2f);
      }
      Adam.update(p, g, m, v, 0, n, Adam.Step.numbered(3, 1e-3, 0.9, 0.98, 1e-8, 1e-4, 0.5));
      for (int i = 1; i < n; i++) {
        assertThat(p.get(i)).isEqualTo(p.get(0));
        assertThat(v.get(i)).isEqualTo(v.get(0));
      }
      assertThat(p.get(0)).isLessThan(0.3f);
    }
  }

  @Test
  void dropoutKeepsTheExpectedShareAndScalesIt() {
    int n = 100_003;
    try (Memory memory = Memory.allocate(n)) {
      Matrix x = memory.view(0, 1, n);
      x.fill(1f);
      Elementwise.dropout(x, 0.3f, 77);
      int dropped = 0;
      for (float value : x.toArray()) {
        if (value == 0f) {
          dropped++;
        } else {
          assertThat(value).isEqualTo(1f / 0.7f);
        }
      }
      double deviation = Math.sqrt(n * 0.3 * 0.7);
      assertThat((double) dropped).isCloseTo(0.3 * n, within(5 * deviation));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16, 31, 64})
  void productsOfSlicesMatchPlainLoops(int n) {
    SplittableRandom random = new SplittableRandom(n);
    try (Memory memory = Memory.allocate(3 * 80 * 80)) {
      Matrix a = memory.view(0, 80, 80);
      Matrix b = memory.view(6400, 80, 80);
      Matrix c = memory.view(12800, 80, 80);
      for (int i = 0; i < memory.size(); i++) {
        memory.set(i, (float) random.nextDouble(-1, 1));
      }
      Matrix x = a.prefix(7, n);
      Matrix w = b.prefix(11, n);
      Matrix y = c.prefix(7, 11);
      float[] before = y.toArray();
      new Gemm().timesTransposed(2f, x, w, 1f, y);
      for (int r = 0; r < 7; r++) {
        for (int k = 0; k < 11; k++) {
          double sum = before[r * 11 + k];
          for (int i = 0; i < n; i++) {
            sum += 2.0 * x.get(r, i) * w.get(k, i);
          }
          assertThat((double) y.get(r, k)).isCloseTo(sum, within(1e-4));
        }
      }
    }
  }
}
