package org.mosnas.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CodePointsTest {
  @Test
  void putsSupplementaryCharactersLast() {
    String emoji = "\ud83d\ude00";
    assertThat(CodePoints.compare(emoji, "\uff01")).isPositive();
    assertThat(CodePoints.compare("\uff01", emoji)).isNegative();
    assertThat(CodePoints.compare(emoji, emoji)).isZero();
    assertThat(CodePoints.compare("a", "ab")).isNegative();
  }

  @Test
  void agreesWithComparingCodePointArrays() {
    long seed = 11;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 2000; i++) {
      String a = TextFixtures.randomLine(random, 4);
      String b = TextFixtures.randomLine(random, 4);
      int expected = Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
      assertThat(Integer.signum(CodePoints.compare(a, b)))
          .as("seed %d, draw %d", seed, i)
          .isEqualTo(Integer.signum(expected));
    }
  }
}
