package org.mosnas.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import jdk.incubator.vector.IntVector;
import org.junit.jupiter.api.Test;

class LanesTest {
  @Test
  void exponentialIsExactToTheLastPlaces() {
    for (float x = -87f; x < 87; x += 0.0425f) {
      double exact = Math.exp(x);
      assertThat((double) Lane.exp(x)).isCloseTo(exact, within(1e-6 * exact));
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
