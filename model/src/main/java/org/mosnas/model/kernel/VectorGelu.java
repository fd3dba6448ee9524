package org.mosnas.model.kernel;

import static org.mosnas.model.kernel.Lanes.STEP;
import static org.mosnas.model.kernel.Lanes.WIDTH;

import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The loops of {@link VectorRows} round Gaussian error linear units, to the bits of {@link Lane}.
 */
final class VectorGelu {
  private static final PlainRows REST = new PlainRows();

  private VectorGelu() {}

  /**
   * {@code x = gelu(x + bias)}, and its derivative if {@code keep} says so.
   *
   * <p>Not taken apart, like the sum of exponentials in {@link VectorRows}: what is too long to be
   * inlined is compiled by itself, and its vectors stay in registers.
   *
   * @param sb receives the derivative if it is kept, like {@code si}; otherwise of no meaning
   */
  static void run(
      ByteBuffer xb, int xi, ByteBuffer bb, int bi, ByteBuffer sb, int si, int n, boolean keep) {
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, xi += STEP, bi += STEP, si += STEP) {
      FloatVector x =
          FloatVector.fromByteBuffer(Lanes.F, xb, xi, Lanes.ORDER)
              .add(FloatVector.fromByteBuffer(Lanes.F, bb, bi, Lanes.ORDER));
      FloatVector distance = x.lanewise(VectorOperators.ABS);
      FloatVector power = distance.mul(-0.5f).mul(distance);
      power = power.blend(Lane.LOWEST, power.compare(VectorOperators.LT, Lane.LOWEST));
      FloatVector rounded =
          power.fma(
              FloatVector.broadcast(Lanes.F, Lane.LOG2_E),
              FloatVector.broadcast(Lanes.F, Lane.ROUND));
      FloatVector k = rounded.sub(Lane.ROUND);
      FloatVector r = k.fma(FloatVector.broadcast(Lanes.F, -Lane.LN2_HIGH), power);
      r = k.fma(FloatVector.broadcast(Lanes.F, -Lane.LN2_LOW), r);
      FloatVector p = FloatVector.broadcast(Lanes.F, Lane.C0);
      p = p.fma(r, FloatVector.broadcast(Lanes.F, Lane.C1));
      p = p.fma(r, FloatVector.broadcast(Lanes.F, Lane.C2));
      p = p.fma(r, FloatVector.broadcast(Lanes.F, Lane.C3));
      p = p.fma(r, FloatVector.broadcast(Lanes.F, Lane.C4));
      p = p.fma(r, FloatVector.broadcast(Lanes.F, Lane.C5));
      FloatVector y = p.fma(r.mul(r), r).add(1f);
      IntVector exponent = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
      FloatVector bell = y.reinterpretAsInts().add(exponent).reinterpretAsFloats();
      FloatVector one = FloatVector.broadcast(Lanes.F, 1f);
      FloatVector t = one.div(distance.fma(FloatVector.broadcast(Lanes.F, Lane.TAIL_P), one));
      FloatVector q = FloatVector.broadcast(Lanes.F, Lane.TAIL_5);
      q = q.fma(t, FloatVector.broadcast(Lanes.F, Lane.TAIL_4));
      q = q.fma(t, FloatVector.broadcast(Lanes.F, Lane.TAIL_3));
      q = q.fma(t, FloatVector.broadcast(Lanes.F, Lane.TAIL_2));
      q = q.fma(t, FloatVector.broadcast(Lanes.F, Lane.TAIL_1));
      FloatVector tail = q.mul(t).mul(bell);
      VectorMask<Float> negative = x.compare(VectorOperators.LT, 0f);
      FloatVector below = one.sub(tail).blend(tail, negative);
      x.mul(below).intoByteBuffer(xb, xi, Lanes.ORDER);
      if (keep) {
        x.mul(Lane.DENSITY).fma(bell, below).intoByteBuffer(sb, si, Lanes.ORDER);
      }
    }
    if (keep) {
      REST.addGeluWithSlope(xb, xi, bb, bi, sb, si, n - i);
    } else {
      REST.addGelu(xb, xi, bb, bi, n - i);
    }
  }

  /** {@code gradient *= slope; sums += gradient}. */
  static void slopeBackward(
      ByteBuffer slopes, int at, ByteBuffer gb, int gi, ByteBuffer sb, int si, int n) {
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, at += STEP, gi += STEP, si += STEP) {
      FloatVector passed = Lanes.load(gb, gi).mul(Lanes.load(slopes, at));
      Lanes.store(passed, gb, gi);
      Lanes.store(Lanes.load(sb, si).add(passed), sb, si);
    }
    REST.slopeBackward(slopes, at, gb, gi, sb, si, n - i);
  }
}
