package org.mosnas.model.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Loads, stores and elementary functions shared by the loops on the vector API. */
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

  static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private static final VectorShuffle<Integer> EVEN =
      VectorShuffle.fromValues(I, 0, 2, 4, 6, 0, 2, 4, 6);
  private static final VectorShuffle<Integer> ODD =
      VectorShuffle.fromValues(I, 1, 3, 5, 7, 1, 3, 5, 7);
  private static final VectorMask<Integer> SECOND = VectorMask.fromLong(I, 0xf0);

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

  /** {@link Lane#hash} of every lane. */
  static IntVector hash(IntVector x) {
    x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 16));
    x = x.mul(0x85ebca6b);
    x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 13));
    x = x.mul(0xc2b2ae35);
    return x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 16));
  }

  /** {@link Lane#roundToUpperHalf} of every lane. */
  static IntVector roundToUpperHalf(FloatVector x) {
    IntVector bits = x.reinterpretAsInts();
    return bits.add(bits.lanewise(VectorOperators.LSHR, 16).and(1)).add(0x7fff);
  }

  /** The upper halves of the sixteen lanes of {@code a} and {@code b}, one after the other. */
  static IntVector upperHalves(IntVector a, IntVector b) {
    IntVector even = a.rearrange(EVEN).blend(b.rearrange(EVEN), SECOND);
    IntVector odd = a.rearrange(ODD).blend(b.rearrange(ODD), SECOND);
    return even.lanewise(VectorOperators.LSHR, 16).or(odd.and(0xffff0000));
  }

  /** {@link Lane#keeps} of eight elements from {@code index} on. */
  static VectorMask<Float> keeps(int index, int threshold) {
    IntVector hash = hash(IntVector.broadcast(I, index).addIndex(1));
    return hash.lanewise(VectorOperators.LSHR, 1).compare(VectorOperators.GE, threshold).cast(F);
  }
}
