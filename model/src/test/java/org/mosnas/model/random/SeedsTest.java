package org.mosnas.model.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedsTest {
  @Test
  void equalArgumentsGiveEqualSeeds() {
    assertThat(Seeds.child(7, "dropout", 1, 2)).isEqualTo(Seeds.child(7, "dropout", 1, 2));
  }

  @Test
  void everyArgumentMatters() {
    Set<Long> seeds = new HashSet<>();
    for (long seed = 0; seed < 10; seed++) {
      for (String name : new String[] {"a", "b", "ab", "ba"}) {
        for (long round = 0; round < 10; round++) {
          for (long worker = 0; worker < 10; worker++) {
            seeds.add(Seeds.child(seed, name, round, worker));
          }
        }
      }
    }
    assertThat(seeds).hasSize(10 * 4 * 10 * 10);
  }

  @Test
  void childSeedsLookUniform() {
    int[] ones = new int[64];
    int draws = 4096;
    for (int i = 0; i < draws; i++) {
      long child = Seeds.child(1, "batch", i);
      for (int bit = 0; bit < 64; bit++) {
        ones[bit] += (int) (child >>> bit & 1);
      }
    }
    for (int count : ones) {
      // Six standard deviations of a fair coin.
      assertThat(Math.abs(count - draws / 2)).isLessThan(6 * 32);
    }
  }
}
