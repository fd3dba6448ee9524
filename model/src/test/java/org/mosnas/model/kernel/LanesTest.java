package org.mosnas.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import jdk.incubator.vector.IntVector;
import org.junit.jupiter.api.Test;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;

class LanesTest {
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
          assertThat(e.lane(lane)).isEqualTo(Lane.exp(argument));
          double exact = Math.exp(argument);
          assertThat((double) e.lane(lane)).isCloseTo(exact, within(1e-6 * exact));
        }
      }
    }
  }

  @Test
  void exponentialStaysFiniteAndPositiveOutsideItsRange() {
    assertThat(Lane.exp(1000f)).isEqualTo(Lane.exp(88f)).isFinite();
    assertThat(Lane.exp(Float.NEGATIVE_INFINITY)).isEqualTo(Lane.exp(-87.3f)).isPositive();
    assertThat(Lane.exp(0f)).isEqualTo(1f);
  }

  @Test
  void hashOfOneLaneAndOfManyHaveTheSameBits() {
    Set<Integer> seen = new HashSet<>();
    for (int start = -4000; start < 4000; start += Lanes.WIDTH) {
      IntVector hashes = Lanes.hash(IntVector.broadcast(Lanes.I, start).addIndex(1));
      for (int lane = 0; lane < Lanes.WIDTH; lane++) {
        assertThat(hashes.lane(lane)).isEqualTo(Lane.hash(start + lane));
        seen.add(hashes.lane(lane));
      }
    }
    assertThat(seen).hasSize(8000);
  }
}
