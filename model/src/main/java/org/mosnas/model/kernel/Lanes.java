package org.mosnas.model.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Loads, stores and elementary functions shared by the kernels. */
final class Lanes {
  /**
   * Eight floats on every machine: sums have the same bits whatever the width of its registers, and
   * one species in the whole program is what the JIT needs to turn loads and stores into
   * instructions (with two of them it fell back to loops, five times slower).
   */
  static final VectorSpecies<Float> F = FloatVector.SPECIES_256;

  /** As many integers. */
  static final VectorSpecies<Integer> I = IntVector.SPECIES_256;

  static final int WIDTH = F.length();
  static final int STEP = WIDTH * Float.BYTES;

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private Lanes() {}

  static FloatVector load(ByteBuffer b, int at) {
    return FloatVector.fromByteBuffer(F, b, at, ORDER);
  }

  static void store(FloatVector v, ByteBuffer b, int at) {
    v.intoByteBuffer(b, at, ORDER);
  }

  /**
   * The greater of each two lanes. Where {@code b} is not a number, {@code a}: what {@link
   * FloatVector#max} does about that takes as long again.
   */
  static FloatVector greater(FloatVector a, FloatVector b) {
    return a.blend(b, b.compare(VectorOperators.GT, a));
  }

  /** Sum of the eight lanes, in a fixed order. */
  static float sum(FloatVector v) {
    return ((v.lane(0) + v.lane(1)) + (v.lane(2) + v.lane(3)))
        + ((v.lane(4) + v.lane(5)) + (v.lane(6) + v.lane(7)));
  }

  private static final float LOG2_E = 1.44269504088896341f;
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;
  private static final float ROUND = 12582912f;
  private static final float LOWEST = -87.3f;
  private static final float HIGHEST = 88f;
  private static final float C0 = 1.9875691500e-4f;
  private static final float C1 = 1.3981999507e-3f;
  private static final float C2 = 8.3334519073e-3f;
  private static final float C3 = 4.1665795894e-2f;
  private static final float C4 = 1.6666665459e-1f;
  private static final float C5 = 5.0000001201e-1f;

  /**
   * The exponential, to two units in the last place for arguments in [-87.3, 88]; arguments outside
   * are moved to the nearest end, and what is not a number stays so. Cephes' polynomial after
   * reduction by powers of two.
   */
  static FloatVector exp(FloatVector x) {
    FloatVector clamped = x.blend(LOWEST, x.compare(VectorOperators.LT, LOWEST));
    clamped = clamped.blend(HIGHEST, clamped.compare(VectorOperators.GT, HIGHEST));
    FloatVector rounded = clamped.fma(broadcast(LOG2_E), broadcast(ROUND));
    FloatVector n = rounded.sub(ROUND);
    FloatVector r = n.fma(broadcast(-LN2_HIGH), clamped);
    r = n.fma(broadcast(-LN2_LOW), r);
    FloatVector p = broadcast(C0);
    p = p.fma(r, broadcast(C1));
    p = p.fma(r, broadcast(C2));
    p = p.fma(r, broadcast(C3));
    p = p.fma(r, broadcast(C4));
    p = p.fma(r, broadcast(C5));
    FloatVector y = p.fma(r.mul(r), r).add(1f);
    IntVector power = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    return y.reinterpretAsInts().add(power).reinterpretAsFloats();
  }

  private static FloatVector broadcast(float value) {
    return FloatVector.broadcast(F, value);
  }

  /** {@link #exp(FloatVector)} of one value, with the same bits. */
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

  /** The finalizer of MurmurHash3: every bit of the result depends on every bit of {@code x}. */
  static int hash(int x) {
    x ^= x >>> 16;
    x *= 0x85ebca6b;
    x ^= x >>> 13;
    x *= 0xc2b2ae35;
    return x ^ (x >>> 16);
  }

  /** {@link #hash(int)} of every lane. */
  static IntVector hash(IntVector x) {
    x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 16));
    x = x.mul(0x85ebca6b);
    x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 13));
    x = x.mul(0xc2b2ae35);
    return x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 16));
  }
}
