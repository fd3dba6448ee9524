package org.mosnas.model.space;

/**
 * CPython's {@code random.Random}: the Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998),
 * seeded by array, and its way to draw an index. Not thread-safe.
 */
final class PythonRandom {
  private static final int SIZE = 624;
  private static final int MIDDLE = 397;
  private static final int MATRIX = 0x9908b0df;
  private static final int UPPER = 0x80000000;
  private static final int LOWER = 0x7fffffff;

  private final int[] state = new int[SIZE];
  private int index = SIZE;

  /** As {@code random.seed(seed)}: the sign is dropped. */
  PythonRandom(long seed) {
    this(words(Math.abs(seed)));
  }

  /** As the reference implementation's {@code init_by_array}. */
  PythonRandom(int[] key) {
    initialize(19650218);
    int i = 1;
    for (int k = 0; k < Math.max(SIZE, key.length); k++) {
      int j = k % key.length;
      state[i] = (state[i] ^ (scrambled(i - 1) * 1664525)) + key[j] + j;
      i = next(i);
    }
    for (int k = 0; k < SIZE - 1; k++) {
      state[i] = (state[i] ^ (scrambled(i - 1) * 1566083941)) - i;
      i = next(i);
    }
    state[0] = UPPER;
  }

  /**
   * As {@code random.choice} picks the index: {@code bits} at a time until the value is below
   * {@code bound}; a bound of 1 still draws one bit until it is 0.
   *
   * @param bound positive
   */
  int below(int bound) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(bound);
    int value;
    do {
      value = nextInt() >>> (Integer.SIZE - bits);
    } while (value >= bound);
    return value;
  }

  /** The next 32 bits. */
  int nextInt() {
    if (index == SIZE) {
      twist();
      index = 0;
    }
    int y = state[index++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  private void twist() {
    for (int i = 0; i < SIZE; i++) {
      int y = (state[i] & UPPER) | (state[(i + 1) % SIZE] & LOWER);
      state[i] = state[(i + MIDDLE) % SIZE] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : MATRIX);
    }
  }

  private void initialize(int seed) {
    state[0] = seed;
    for (int i = 1; i < SIZE; i++) {
      state[i] = scrambled(i - 1) * 1812433253 + i;
    }
  }

  private int scrambled(int i) {
    return state[i] ^ (state[i] >>> 30);
  }

  /** The position after {@code i}; past the end the last value is carried to the front. */
  private int next(int i) {
    if (i + 1 < SIZE) {
      return i + 1;
    }
    state[0] = state[SIZE - 1];
    return 1;
  }

  private static int[] words(long seed) {
    int low = (int) seed;
    int high = (int) (seed >>> Integer.SIZE);
    return high == 0 ? new int[] {low} : new int[] {low, high};
  }
}
