package org.mosnas.model.kernel;

import static org.mosnas.model.kernel.Lanes.STEP;
import static org.mosnas.model.kernel.Lanes.WIDTH;

import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The loops on the vector API, eight floats at a time. */
final class VectorRows implements RowLoops {
  /** For what is behind the last whole register. */
  private static final PlainRows REST = new PlainRows();

  @Override
  public void clear(ByteBuffer xb, int xi, int n) {
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, xi += STEP) {
      Lanes.store(FloatVector.zero(Lanes.F), xb, xi);
    }
    REST.clear(xb, xi, n - i);
  }

  @Override
  public void addScaled(float a, ByteBuffer xb, int xi, ByteBuffer yb, int yi, int n) {
    FloatVector scale = FloatVector.broadcast(Lanes.F, a);
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, xi += STEP, yi += STEP) {
      Lanes.store(Lanes.load(xb, xi).fma(scale, Lanes.load(yb, yi)), yb, yi);
    }
    REST.addScaled(a, xb, xi, yb, yi, n - i);
  }

  @Override
  public void setScaled(float a, ByteBuffer xb, int xi, ByteBuffer yb, int yi, int n) {
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, xi += STEP, yi += STEP) {
      Lanes.store(Lanes.load(xb, xi).mul(a), yb, yi);
    }
    REST.setScaled(a, xb, xi, yb, yi, n - i);
  }

  @Override
  public void scaleShift(ByteBuffer xb, int xi, int n, float factor, float shift) {
    FloatVector factors = FloatVector.broadcast(Lanes.F, factor);
    FloatVector shifts = FloatVector.broadcast(Lanes.F, shift);
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, xi += STEP) {
      Lanes.store(Lanes.load(xb, xi).fma(factors, shifts), xb, xi);
    }
    REST.scaleShift(xb, xi, n - i, factor, shift);
  }

  @Override
  public void subtract(ByteBuffer xb, int xi, int n, float shift) {
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, xi += STEP) {
      Lanes.store(Lanes.load(xb, xi).sub(shift), xb, xi);
    }
    REST.subtract(xb, xi, n - i, shift);
  }

  @Override
  public void add(ByteBuffer xb, int xi, ByteBuffer yb, int yi, int n) {
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, xi += STEP, yi += STEP) {
      Lanes.store(Lanes.load(yb, yi).add(Lanes.load(xb, xi)), yb, yi);
    }
    REST.add(xb, xi, yb, yi, n - i);
  }

  @Override
  public void addFour(ByteBuffer xb, int xi, int stride, ByteBuffer sb, int si, int n) {
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, xi += STEP, si += STEP) {
      FloatVector first = Lanes.load(xb, xi).add(Lanes.load(xb, xi + stride));
      FloatVector second = Lanes.load(xb, xi + 2 * stride).add(Lanes.load(xb, xi + 3 * stride));
      Lanes.store(Lanes.load(sb, si).add(first.add(second)), sb, si);
    }
    REST.addFour(xb, xi, stride, sb, si, n - i);
  }

  @Override
  public void addRelu(ByteBuffer xb, int xi, ByteBuffer bb, int bi, int n) {
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, xi += STEP, bi += STEP) {
      FloatVector sum = Lanes.load(xb, xi).add(Lanes.load(bb, bi));
      Lanes.store(sum.blend(0f, sum.compare(VectorOperators.LT, 0f)), xb, xi);
    }
    REST.addRelu(xb, xi, bb, bi, n - i);
  }

  @Override
  public void reluBackward(
      ByteBuffer yb, int yi, ByteBuffer gb, int gi, ByteBuffer sb, int si, int n) {
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, yi += STEP, gi += STEP, si += STEP) {
      VectorMask<Float> active = Lanes.load(yb, yi).compare(VectorOperators.GT, 0f);
      FloatVector passed = FloatVector.zero(Lanes.F).blend(Lanes.load(gb, gi), active);
      Lanes.store(passed, gb, gi);
      Lanes.store(Lanes.load(sb, si).add(passed), sb, si);
    }
    REST.reluBackward(yb, yi, gb, gi, sb, si, n - i);
  }

  @Override
  public void addGelu(ByteBuffer xb, int xi, ByteBuffer bb, int bi, int n) {
    VectorGelu.run(xb, xi, bb, bi, xb, xi, n, false);
  }

  @Override
  public void addGeluWithSlope(
      ByteBuffer xb, int xi, ByteBuffer bb, int bi, ByteBuffer sb, int si, int n) {
    VectorGelu.run(xb, xi, bb, bi, sb, si, n, true);
  }

  @Override
  public void slopeBackward(
      ByteBuffer slopes, int at, ByteBuffer gb, int gi, ByteBuffer sb, int si, int n) {
    VectorGelu.slopeBackward(slopes, at, gb, gi, sb, si, n);
  }

  @Override
  public void dropout(ByteBuffer xb, int xi, int n, int index, int threshold, float scale) {
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, xi += STEP) {
      FloatVector kept = Lanes.load(xb, xi).mul(scale);
      VectorMask<Float> keeps = Lanes.keeps(index + i, threshold);
      Lanes.store(FloatVector.zero(Lanes.F).blend(kept, keeps), xb, xi);
    }
    REST.dropout(xb, xi, n - i, index + i, threshold, scale);
  }

  @Override
  public void toBfloat16(ByteBuffer xb, int xi, ByteBuffer yb, int yi, int n) {
    int i = 0;
    for (; i <= n - 2 * WIDTH; i += 2 * WIDTH, xi += 2 * STEP, yi += STEP) {
      IntVector a = Lanes.roundToUpperHalf(Lanes.load(xb, xi));
      IntVector b = Lanes.roundToUpperHalf(Lanes.load(xb, xi + STEP));
      Lanes.store(Lanes.upperHalves(a, b).reinterpretAsFloats(), yb, yi);
    }
    REST.toBfloat16(xb, xi, yb, yi, n - i);
  }

  @Override
  public float sum(ByteBuffer xb, int xi, int n) {
    FloatVector sums = FloatVector.zero(Lanes.F);
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, xi += STEP) {
      sums = sums.add(Lanes.load(xb, xi));
    }
    return REST.sumOn(xb, xi, n - i, Lanes.sum(sums));
  }

  @Override
  public float dot(ByteBuffer xb, int xi, ByteBuffer yb, int yi, int n) {
    FloatVector sums = FloatVector.zero(Lanes.F);
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, xi += STEP, yi += STEP) {
      sums = Lanes.load(xb, xi).fma(Lanes.load(yb, yi), sums);
    }
    return REST.dotOn(xb, xi, yb, yi, n - i, Lanes.sum(sums));
  }

  @Override
  public float max(ByteBuffer xb, int xi, int n) {
    FloatVector even = FloatVector.broadcast(Lanes.F, Float.NEGATIVE_INFINITY);
    FloatVector odd = even;
    int i = 0;
    for (; i <= n - 2 * WIDTH; i += 2 * WIDTH, xi += 2 * STEP) {
      even = Lanes.greater(even, Lanes.load(xb, xi));
      odd = Lanes.greater(odd, Lanes.load(xb, xi + STEP));
    }
    float max = Lanes.greater(even, odd).reduceLanes(VectorOperators.MAX);
    return REST.maxOn(xb, xi, n - i, max);
  }

  @Override
  public boolean mayExceed(ByteBuffer xb, int xi, float threshold) {
    FloatVector low = Lanes.load(xb, xi).max(Lanes.load(xb, xi + STEP));
    FloatVector high = Lanes.load(xb, xi + 2 * STEP).max(Lanes.load(xb, xi + 3 * STEP));
    // Not "any above": the maximum with something that is not a number is none either.
    return !low.max(high).compare(VectorOperators.LE, threshold).allTrue();
  }

  @Override
  public float expSum(ByteBuffer xb, int xi, int n, float max) {
    return expSum(xb, xi, n, max, true);
  }

  @Override
  public float expSumOnly(ByteBuffer xb, int xi, int n, float max) {
    return expSum(xb, xi, n, max, false);
  }

  /**
   * The exponentials, which replace {@code x} if {@code store} says so, and their sum.
   *
   * <p>Not taken apart: with more than 325 bytecodes the JIT compiles it for itself. Inlined in a
   * caller that has other loops on vectors it met {@code NodeCountInliningCutoff} in the middle,
   * and every vector of the loop became an object on the heap.
   */
  private static float expSum(ByteBuffer xb, int xi, int n, float max, boolean store) {
    FloatVector sums = FloatVector.zero(Lanes.F);
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, xi += STEP) {
      FloatVector x = FloatVector.fromByteBuffer(Lanes.F, xb, xi, Lanes.ORDER).sub(max);
      x = x.blend(Lane.LOWEST, x.compare(VectorOperators.LT, Lane.LOWEST));
      x = x.blend(Lane.HIGHEST, x.compare(VectorOperators.GT, Lane.HIGHEST));
      FloatVector rounded =
          x.fma(
              FloatVector.broadcast(Lanes.F, Lane.LOG2_E),
              FloatVector.broadcast(Lanes.F, Lane.ROUND));
      FloatVector k = rounded.sub(Lane.ROUND);
      FloatVector r = k.fma(FloatVector.broadcast(Lanes.F, -Lane.LN2_HIGH), x);
      r = k.fma(FloatVector.broadcast(Lanes.F, -Lane.LN2_LOW), r);
      FloatVector p = FloatVector.broadcast(Lanes.F, Lane.C0);
      p = p.fma(r, FloatVector.broadcast(Lanes.F, Lane.C1));
      p = p.fma(r, FloatVector.broadcast(Lanes.F, Lane.C2));
      p = p.fma(r, FloatVector.broadcast(Lanes.F, Lane.C3));
      p = p.fma(r, FloatVector.broadcast(Lanes.F, Lane.C4));
      p = p.fma(r, FloatVector.broadcast(Lanes.F, Lane.C5));
      FloatVector y = p.fma(r.mul(r), r).add(1f);
      IntVector power = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
      FloatVector e = y.reinterpretAsInts().add(power).reinterpretAsFloats();
      if (store) {
        e.intoByteBuffer(xb, xi, Lanes.ORDER);
      }
      sums = sums.add(e);
    }
    float sum = Lanes.sum(sums);
    if (store) {
      REST.exp(xb, xi, n - i, max);
      return REST.sumOn(xb, xi, n - i, sum);
    }
    return REST.expSumOnlyOn(xb, xi, n - i, max, sum);
  }

  @Override
  public void softmaxBackward(ByteBuffer pb, int pi, ByteBuffer db, int di, int n, float dot) {
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, pi += STEP, di += STEP) {
      Lanes.store(Lanes.load(db, di).sub(dot).mul(Lanes.load(pb, pi)), db, di);
    }
    REST.softmaxBackward(pb, pi, db, di, n - i, dot);
  }

  @Override
  public float addSum(ByteBuffer rb, int ri, ByteBuffer xb, int xi, int n) {
    FloatVector sums = FloatVector.zero(Lanes.F);
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, xi += STEP, ri += STEP) {
      FloatVector x = Lanes.load(xb, xi).add(Lanes.load(rb, ri));
      Lanes.store(x, xb, xi);
      sums = sums.add(x);
    }
    REST.add(rb, ri, xb, xi, n - i);
    return REST.sumOn(xb, xi, n - i, Lanes.sum(sums));
  }

  @Override
  public float centre(ByteBuffer xb, int xi, int n, float mean) {
    FloatVector squares = FloatVector.zero(Lanes.F);
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, xi += STEP) {
      FloatVector x = Lanes.load(xb, xi).sub(mean);
      Lanes.store(x, xb, xi);
      squares = x.fma(x, squares);
    }
    REST.subtract(xb, xi, n - i, mean);
    return REST.dotOn(xb, xi, xb, xi, n - i, Lanes.sum(squares));
  }

  @Override
  public void norm(
      ByteBuffer xb,
      int xi,
      float inverse,
      ByteBuffer gb,
      int gi,
      ByteBuffer bb,
      int bi,
      ByteBuffer yb,
      int yi,
      int n) {
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, xi += STEP, gi += STEP, bi += STEP, yi += STEP) {
      FloatVector x = Lanes.load(xb, xi).mul(inverse);
      Lanes.store(x, xb, xi);
      Lanes.store(x.fma(Lanes.load(gb, gi), Lanes.load(bb, bi)), yb, yi);
    }
    REST.norm(xb, xi, inverse, gb, gi, bb, bi, yb, yi, n - i);
  }

  @Override
  public void normGradients(
      ByteBuffer dyb,
      int dyi,
      ByteBuffer xb,
      int xi,
      ByteBuffer gb,
      int gi,
      ByteBuffer dgb,
      int dgi,
      ByteBuffer dbb,
      int dbi,
      ByteBuffer dxb,
      int dxi,
      int n,
      float[] sums) {
    FloatVector lanes = FloatVector.zero(Lanes.F);
    FloatVector dots = FloatVector.zero(Lanes.F);
    int i = 0;
    int at = 0;
    for (; i <= n - WIDTH; i += WIDTH, at += STEP) {
      FloatVector dy = Lanes.load(dyb, dyi + at);
      FloatVector x = Lanes.load(xb, xi + at);
      Lanes.store(dy.fma(x, Lanes.load(dgb, dgi + at)), dgb, dgi + at);
      Lanes.store(dy.add(Lanes.load(dbb, dbi + at)), dbb, dbi + at);
      FloatVector dx = dy.mul(Lanes.load(gb, gi + at));
      lanes = lanes.add(dx);
      dots = dx.fma(x, dots);
    }
    int n1 = n - i;
    int x1 = xi + at;
    int dx1 = dxi + at;
    REST.normGradients(
        dyb, dyi + at, xb, x1, gb, gi + at, dgb, dgi + at, dbb, dbi + at, dxb, dx1, n1);
    sums[0] = REST.sumOn(dxb, dx1, n1, Lanes.sum(lanes));
    sums[1] = REST.dotOn(dxb, dx1, xb, x1, n1, Lanes.sum(dots));
  }

  @Override
  public void normBackward(
      ByteBuffer dyb,
      int dyi,
      ByteBuffer xb,
      int xi,
      ByteBuffer gb,
      int gi,
      float mean,
      float meanDot,
      float inverse,
      ByteBuffer drb,
      int dri,
      ByteBuffer dxb,
      int dxi,
      int n) {
    FloatVector minusMeanDot = FloatVector.broadcast(Lanes.F, -meanDot);
    int i = 0;
    int at = 0;
    for (; i <= n - WIDTH; i += WIDTH, at += STEP) {
      FloatVector scaled = Lanes.load(dyb, dyi + at).mul(Lanes.load(gb, gi + at));
      FloatVector dx = Lanes.load(xb, xi + at).fma(minusMeanDot, scaled.sub(mean)).mul(inverse);
      Lanes.store(dx.add(Lanes.load(drb, dri + at)), drb, dri + at);
      Lanes.store(dx, dxb, dxi + at);
    }
    REST.normBackward(
        dyb, dyi + at, xb, xi + at, gb, gi + at, mean, meanDot, inverse, drb, dri + at, dxb,
        dxi + at, n - i);
  }

  @Override
  public float adam(
      ByteBuffer pb, ByteBuffer gb, ByteBuffer mb, ByteBuffer vb, int at, int n, Adam.Step step) {
    FloatVector beta1 = FloatVector.broadcast(Lanes.F, step.beta1());
    FloatVector beta2 = FloatVector.broadcast(Lanes.F, step.beta2());
    FloatVector decay = FloatVector.broadcast(Lanes.F, step.decay());
    FloatVector zero = FloatVector.zero(Lanes.F);
    FloatVector squares = zero;
    float rest1 = 1 - step.beta1();
    float rest2 = 1 - step.beta2();
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH, at += STEP) {
      FloatVector gradient = Lanes.load(gb, at);
      Lanes.store(zero, gb, at);
      squares = gradient.fma(gradient, squares);
      FloatVector g = gradient.mul(step.gradientScale());
      FloatVector m = Lanes.load(mb, at).fma(beta1, g.mul(rest1));
      FloatVector v = Lanes.load(vb, at).fma(beta2, g.mul(g).mul(rest2));
      Lanes.store(m, mb, at);
      Lanes.store(v, vb, at);
      FloatVector change = m.div(v.sqrt().add(step.epsilon())).mul(step.stepSize());
      FloatVector p = Lanes.load(pb, at);
      Lanes.store(p.sub(p.fma(decay, change)), pb, at);
    }
    float sum = REST.dotOn(gb, at, gb, at, n - i, Lanes.sum(squares));
    REST.adamElements(pb, gb, mb, vb, at, n - i, step);
    return sum;
  }
}
