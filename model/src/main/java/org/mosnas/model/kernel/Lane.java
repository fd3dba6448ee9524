package org.mosnas.model.kernel;

/** What {@link Lanes} computes in eight lanes, in one, with the same bits. */
final class Lane {
  static final float LOG2_E = 1.44269504088896341f;
  static final float LN2_HIGH = 0.693359375f;
  static final float LN2_LOW = -2.12194440e-4f;
  static final float ROUND = 12582912f;
  static final float LOWEST = -87.3f;
  static final float HIGHEST = 88f;
  static final float C0 = 1.9875691500e-4f;
  static final float C1 = 1.3981999507e-3f;
  static final float C2 = 8.3334519073e-3f;
  static final float C3 = 4.1665795894e-2f;
  static final float C4 = 1.6666665459e-1f;
  static final float C5 = 5.0000001201e-1f;

  /** What {@link #upperTail} has in its denominator: Abramowitz and Stegun's p over root 2. */
  static final float TAIL_P = 0.23164189f;

  // Half of Abramowitz and Stegun's coefficients: a tail has half the weight of erfc.
  static final float TAIL_1 = 0.127414796f;
  static final float TAIL_2 = -0.142248368f;
  static final float TAIL_3 = 0.7107068705f;
  static final float TAIL_4 = -0.7265760135f;
  static final float TAIL_5 = 0.5307027145f;

  /** Density of the normal distribution at its mean. */
  static final float DENSITY = 0.3989422804f;

  private Lane() {}

  /**
   * The exponential, to two units in the last place for arguments in [-87.3, 88]; arguments outside
   * are moved to the nearest end, and what is not a number stays so. Cephes' polynomial after
   * reduction by powers of two.
   */
  static float exp(float x) {
    float clamped = x < LOWEST ? LOWEST : x > HIGHEST ? HIGHEST : x;
    float rounded = Math.fma(clamped, LOG2_E, ROUND);
    float n = rounded - ROUND;
    float r = Math.fma(n, -LN2_HIGH, clamped);
    r = Math.fma(n, -LN2_LOW, r);
    float p = C0;
    p = Math.fma(p, r, C1);
    p = Math.fma(p, r, C2);
    p = Math.fma(p, r, C3);
    p = Math.fma(p, r, C4);
    p = Math.fma(p, r, C5);
    float y = Math.fma(p, r * r, r) + 1f;
    int power = Float.floatToRawIntBits(rounded) << 23;
    return Float.intBitsToFloat(Float.floatToRawIntBits(y) + power);
  }

  /**
   * How likely a normal variable is to exceed {@code distance}, to 8e-8: Abramowitz and Stegun
   * 7.1.26.
   *
   * @param distance not negative
   * @param bell {@code exp(-distance^2 / 2)}
   */
  static float upperTail(float distance, float bell) {
    float t = 1f / Math.fma(distance, TAIL_P, 1f);
    float p = TAIL_5;
    p = Math.fma(p, t, TAIL_4);
    p = Math.fma(p, t, TAIL_3);
    p = Math.fma(p, t, TAIL_2);
    p = Math.fma(p, t, TAIL_1);
    return p * t * bell;
  }

  /** {@code exp(-distance^2 / 2)}. */
  static float bell(float distance) {
    return exp(distance * -0.5f * distance);
  }

  /** How likely a normal variable is to be below {@code x}; {@code bell} as for its distance. */
  static float below(float x, float bell) {
    float tail = upperTail(Math.abs(x), bell);
    return x < 0f ? tail : 1f - tail;
  }

  /** The finalizer of MurmurHash3: every bit of the result depends on every bit of {@code x}. */
  static int hash(int x) {
    x ^= x >>> 16;
    x *= 0x85ebca6b;
    x ^= x >>> 13;
    x *= 0xc2b2ae35;
    return x ^ (x >>> 16);
  }

  /** The bits of a float whose upper half are those of the nearest bfloat16. */
  static int roundToUpperHalf(int bits) {
    return bits + 0x7fff + (bits >>> 16 & 1);
  }

  /** Whether dropout keeps the element of this index. */
  static boolean keeps(int index, int threshold) {
    return hash(index) >>> 1 >= threshold;
  }
}
