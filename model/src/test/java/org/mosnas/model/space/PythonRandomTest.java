package org.mosnas.model.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PythonRandomTest {
  @Test
  void isTheReferenceMersenneTwister() {
    // First outputs of the authors' program, which seeds with this array.
    PythonRandom random = new PythonRandom(new int[] {0x123, 0x234, 0x345, 0x456});
    assertThat(draws(5, () -> Integer.toUnsignedLong(random.nextInt())))
        .containsExactly(1067595299L, 955945823L, 477289528L, 4107218783L, 4228976476L);
  }

  @Test
  void seedsAsPythonDoes() {
    // random.seed(s); random.getrandbits(32)
    assertThat(Integer.toUnsignedLong(new PythonRandom(0).nextInt())).isEqualTo(3626764237L);
    assertThat(Integer.toUnsignedLong(new PythonRandom(-5).nextInt())).isEqualTo(2675342405L);
  }

  @Test
  void seedsWithMoreThan32BitsAsPythonDoes() {
    // random.seed(2**40 + 7); random.getrandbits(3) five times
    PythonRandom random = new PythonRandom((1L << 40) + 7);
    assertThat(draws(5, () -> random.nextInt() >>> 29)).containsExactly(4, 5, 6, 7, 7);
  }

  @Test
  void choosesAsPythonDoes() {
    // random.seed(42); [random.choice(range(n)) for n in (1, 2, 3, 5, 7, 1, 10)]
    PythonRandom random = new PythonRandom(42);
    assertThat(IntStream.of(1, 2, 3, 5, 7, 1, 10).map(random::below))
        .containsExactly(0, 0, 2, 2, 1, 0, 2);
  }

  private static <T> List<T> draws(int count, Supplier<T> draw) {
    return Stream.generate(draw).limit(count).toList();
  }
}
