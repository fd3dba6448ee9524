package org.mosnas.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.model.memory.Memory;

/** With and without the vector API: the same bits in all memory, and of the result. */
class RowLoopsTest {
  private static final int LONGEST = 67;
  private static final int ROWS = 8;
  private static final float[] SPECIAL = {
    0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e-42f, 3e38f, -3e38f
  };
  private static final Adam.Step STEP = Adam.Step.numbered(3, 1e-3, 0.9, 0.98, 1e-8, 1e-2, 0.37);

  /** A loop over rows of {@code n} floats that begin at the bytes {@code at}. */
  @FunctionalInterface
  private interface Loop {
    float run(RowLoops rows, ByteBuffer b, int[] at, int n);
  }

  /** As {@link Loop}, without a result. */
  @FunctionalInterface
  private interface Change {
    void run(RowLoops rows, ByteBuffer b, int[] at, int n);
  }

  static Stream<String> names() {
    return loops().keySet().stream();
  }

  private static Map<String, Loop> loops() {
    Map<String, Loop> all = new LinkedHashMap<>();
    add(all, "clear", (rows, b, at, n) -> rows.clear(b, at[0], n));
    add(all, "addScaled", (rows, b, at, n) -> rows.addScaled(0.7f, b, at[0], b, at[1], n));
    add(all, "setScaled", (rows, b, at, n) -> rows.setScaled(0.7f, b, at[0], b, at[1], n));
    add(all, "scale in place", (rows, b, at, n) -> rows.setScaled(0.7f, b, at[0], b, at[0], n));
    add(all, "scaleShift", (rows, b, at, n) -> rows.scaleShift(b, at[0], n, 0.7f, -0.3f));
    add(all, "subtract", (rows, b, at, n) -> rows.subtract(b, at[0], n, 0.3f));
    add(all, "add", (rows, b, at, n) -> rows.add(b, at[0], b, at[1], n));
    add(
        all,
        "addFour",
        (rows, b, at, n) -> rows.addFour(b, at[0], (n + 3) * Float.BYTES, b, at[7], n));
    add(all, "addRelu", (rows, b, at, n) -> rows.addRelu(b, at[0], b, at[1], n));
    add(
        all,
        "reluBackward",
        (rows, b, at, n) -> rows.reluBackward(b, at[0], b, at[1], b, at[2], n));
    add(all, "addGelu", (rows, b, at, n) -> rows.addGelu(b, at[0], b, at[1], n));
    add(
        all,
        "addGeluWithSlope",
        (rows, b, at, n) -> rows.addGeluWithSlope(b, at[0], b, at[1], b, at[2], n));
    add(
        all,
        "slopeBackward",
        (rows, b, at, n) -> rows.slopeBackward(b, at[0], b, at[1], b, at[2], n));
    add(all, "dropout", (rows, b, at, n) -> rows.dropout(b, at[0], n, 77, 1 << 29, 1.5f));
    add(all, "toBfloat16", (rows, b, at, n) -> rows.toBfloat16(b, at[0], b, at[1], n));
    all.put("sum", (rows, b, at, n) -> rows.sum(b, at[0], n));
    all.put("dot", (rows, b, at, n) -> rows.dot(b, at[0], b, at[1], n));
    // The sign of a zero is open.
    all.put("max", (rows, b, at, n) -> rows.max(b, at[0], n) + 0f);
    all.put("expSum", (rows, b, at, n) -> rows.expSum(b, at[0], n, 0.9f));
    all.put("expSumOnly", (rows, b, at, n) -> rows.expSumOnly(b, at[0], n, 0.9f));
    add(
        all,
        "softmaxBackward",
        (rows, b, at, n) -> rows.softmaxBackward(b, at[0], b, at[1], n, 0.4f));
    all.put("addSum", (rows, b, at, n) -> rows.addSum(b, at[0], b, at[1], n));
    all.put("centre", (rows, b, at, n) -> rows.centre(b, at[0], n, 0.1f));
    add(
        all,
        "norm",
        (rows, b, at, n) -> rows.norm(b, at[0], 1.7f, b, at[1], b, at[2], b, at[3], n));
    all.put("normGradients of sums", (rows, b, at, n) -> normGradients(rows, b, at, n)[0]);
    all.put("normGradients of dots", (rows, b, at, n) -> normGradients(rows, b, at, n)[1]);
    add(
        all,
        "normBackward",
        (rows, b, at, n) ->
            rows.normBackward(
                b, at[0], b, at[1], b, at[2], 0.1f, 0.2f, 1.7f, b, at[3], b, at[4], n));
    all.put("adam", RowLoopsTest::adam);
    return all;
  }

  private static void add(Map<String, Loop> all, String name, Change change) {
    all.put(
        name,
        (rows, b, at, n) -> {
          change.run(rows, b, at, n);
          return 0;
        });
  }

  private static float[] normGradients(RowLoops rows, ByteBuffer b, int[] at, int n) {
    float[] sums = new float[2];
    rows.normGradients(b, at[0], b, at[1], b, at[2], b, at[3], b, at[4], b, at[5], n, sums);
    rows.clear(b, at[5], n);
    return sums;
  }

  /** Its vectors are rows of memory from the same offset on. */
  private static float adam(RowLoops rows, ByteBuffer b, int[] at, int n) {
    ByteBuffer[] vectors = new ByteBuffer[4];
    for (int i = 0; i < 4; i++) {
      vectors[i] = b.slice(at[i], n * Float.BYTES).order(b.order());
    }
    int from = n / 3;
    return rows.adam(
        vectors[0], vectors[1], vectors[2], vectors[3], from * Float.BYTES, n - from, STEP);
  }

  @ParameterizedTest
  @MethodSource("names")
  void giveTheSameBits(String name) {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    for (int n = 1; n <= LONGEST; n++) {
      check(name, n, random.nextLong(), 0);
      check(name, n, random.nextLong(), 0.02);
      check(name, n, random.nextLong(), 0.3);
    }
  }

  /**
   * Runs both.
   *
   * @param special share of elements that are no ordinary numbers
   */
  private static void check(String name, int n, long seed, double special) {
    int size = ROWS * (LONGEST + 9);
    try (Memory plain = Memory.allocate(size);
        Memory vector = Memory.allocate(size)) {
      SplittableRandom random = new SplittableRandom(seed);
      for (int i = 0; i < size; i++) {
        float value =
            random.nextDouble() < special
                ? SPECIAL[random.nextInt(SPECIAL.length)]
                : (float) random.nextGaussian();
        plain.set(i, value);
        vector.set(i, value);
      }
      int[] at = new int[ROWS];
      for (int r = 0; r < ROWS; r++) {
        at[r] = (r * (LONGEST + 9) + random.nextInt(9)) * Float.BYTES;
      }
      Loop loop = loops().get(name);
      float expected = loop.run(new VectorRows(), vector.bytes(), at, n);
      float result = loop.run(new PlainRows(), plain.bytes(), at, n);
      String what =
          String.format(Locale.ROOT, "%s, n=%d, seed=%d, special=%s", name, n, seed, special);
      assertThat(Float.floatToIntBits(result)).as(what).isEqualTo(Float.floatToIntBits(expected));
      assertThat(bits(plain)).as(what).isEqualTo(bits(vector));
    }
  }

  /** All of {@code memory}; numbers that are none are all the same. */
  private static int[] bits(Memory memory) {
    int[] bits = new int[memory.size()];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(memory.get(i));
    }
    return bits;
  }

  @Test
  void neitherMissesAnElementAboveTheThreshold() {
    RowLoops vector = new VectorRows();
    RowLoops plain = new PlainRows();
    try (Memory memory = Memory.zeros(TopK.AT_ONCE)) {
      assertThat(vector.mayExceed(memory.bytes(), 0, 0.5f)).isFalse();
      for (int i = 0; i < TopK.AT_ONCE; i++) {
        memory.set(i, 1f);
        assertThat(vector.mayExceed(memory.bytes(), 0, 0.5f)).isTrue();
        assertThat(plain.mayExceed(memory.bytes(), 0, 0.5f)).isTrue();
        memory.set((i + 8) % TopK.AT_ONCE, Float.NaN);
        assertThat(vector.mayExceed(memory.bytes(), 0, 0.5f)).isTrue();
        memory.view(0, 1, TopK.AT_ONCE).fill(0f);
      }
    }
  }
}
