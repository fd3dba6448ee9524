package org.mosnas.model.kernel;

import java.nio.ByteBuffer;

/**
 * The loops without the vector API; also what is left of a row behind its last whole register,
 * where the methods named {@code …On} go on with a sum.
 */
final class PlainRows implements RowLoops {
  private static final int LANES = 8;

  @Override
  public void clear(ByteBuffer xb, int xi, int n) {
    for (int i = 0; i < n; i++, xi += Float.BYTES) {
      xb.putFloat(xi, 0f);
    }
  }

  @Override
  public void addScaled(float a, ByteBuffer xb, int xi, ByteBuffer yb, int yi, int n) {
    for (int i = 0; i < n; i++, xi += Float.BYTES, yi += Float.BYTES) {
      yb.putFloat(yi, Math.fma(xb.getFloat(xi), a, yb.getFloat(yi)));
    }
  }

  @Override
  public void setScaled(float a, ByteBuffer xb, int xi, ByteBuffer yb, int yi, int n) {
    for (int i = 0; i < n; i++, xi += Float.BYTES, yi += Float.BYTES) {
      yb.putFloat(yi, xb.getFloat(xi) * a);
    }
  }

  @Override
  public void scaleShift(ByteBuffer xb, int xi, int n, float factor, float shift) {
    for (int i = 0; i < n; i++, xi += Float.BYTES) {
      xb.putFloat(xi, Math.fma(xb.getFloat(xi), factor, shift));
    }
  }

  @Override
  public void subtract(ByteBuffer xb, int xi, int n, float shift) {
    for (int i = 0; i < n; i++, xi += Float.BYTES) {
      xb.putFloat(xi, xb.getFloat(xi) - shift);
    }
  }

  @Override
  public void add(ByteBuffer xb, int xi, ByteBuffer yb, int yi, int n) {
    for (int i = 0; i < n; i++, xi += Float.BYTES, yi += Float.BYTES) {
      yb.putFloat(yi, yb.getFloat(yi) + xb.getFloat(xi));
    }
  }

  @Override
  public void addFour(ByteBuffer xb, int xi, int stride, ByteBuffer sb, int si, int n) {
    for (int i = 0; i < n; i++, xi += Float.BYTES, si += Float.BYTES) {
      float first = xb.getFloat(xi) + xb.getFloat(xi + stride);
      float second = xb.getFloat(xi + 2 * stride) + xb.getFloat(xi + 3 * stride);
      sb.putFloat(si, sb.getFloat(si) + (first + second));
    }
  }

  @Override
  public void addRelu(ByteBuffer xb, int xi, ByteBuffer bb, int bi, int n) {
    for (int i = 0; i < n; i++, xi += Float.BYTES, bi += Float.BYTES) {
      float sum = xb.getFloat(xi) + bb.getFloat(bi);
      xb.putFloat(xi, sum < 0f ? 0f : sum);
    }
  }

  @Override
  public void reluBackward(
      ByteBuffer yb, int yi, ByteBuffer gb, int gi, ByteBuffer sb, int si, int n) {
    for (int i = 0; i < n; i++, yi += Float.BYTES, gi += Float.BYTES, si += Float.BYTES) {
      float passed = yb.getFloat(yi) > 0f ? gb.getFloat(gi) : 0f;
      gb.putFloat(gi, passed);
      sb.putFloat(si, sb.getFloat(si) + passed);
    }
  }

  @Override
  public void addGelu(ByteBuffer xb, int xi, ByteBuffer bb, int bi, int n) {
    for (int i = 0; i < n; i++, xi += Float.BYTES, bi += Float.BYTES) {
      float x = xb.getFloat(xi) + bb.getFloat(bi);
      xb.putFloat(xi, x * Lane.below(x, Lane.bell(Math.abs(x))));
    }
  }

  @Override
  public void addGeluWithSlope(
      ByteBuffer xb, int xi, ByteBuffer bb, int bi, ByteBuffer sb, int si, int n) {
    for (int i = 0; i < n; i++, xi += Float.BYTES, bi += Float.BYTES, si += Float.BYTES) {
      float x = xb.getFloat(xi) + bb.getFloat(bi);
      float bell = Lane.bell(Math.abs(x));
      float below = Lane.below(x, bell);
      xb.putFloat(xi, x * below);
      sb.putFloat(si, Math.fma(x * Lane.DENSITY, bell, below));
    }
  }

  @Override
  public void slopeBackward(
      ByteBuffer slopes, int at, ByteBuffer gb, int gi, ByteBuffer sb, int si, int n) {
    for (int i = 0; i < n; i++, at += Float.BYTES, gi += Float.BYTES, si += Float.BYTES) {
      float passed = gb.getFloat(gi) * slopes.getFloat(at);
      gb.putFloat(gi, passed);
      sb.putFloat(si, sb.getFloat(si) + passed);
    }
  }

  @Override
  public void dropout(ByteBuffer xb, int xi, int n, int index, int threshold, float scale) {
    for (int i = 0; i < n; i++, xi += Float.BYTES) {
      xb.putFloat(xi, Lane.keeps(index + i, threshold) ? xb.getFloat(xi) * scale : 0f);
    }
  }

  @Override
  public void toBfloat16(ByteBuffer xb, int xi, ByteBuffer yb, int yi, int n) {
    for (int i = 0; i < n; i++, xi += Float.BYTES, yi += Short.BYTES) {
      yb.putShort(yi, (short) (Lane.roundToUpperHalf(xb.getInt(xi)) >>> 16));
    }
  }

  @Override
  public float sum(ByteBuffer xb, int xi, int n) {
    float[] sums = new float[LANES];
    int whole = whole(n);
    for (int i = 0; i < whole; i++, xi += Float.BYTES) {
      sums[i & (LANES - 1)] += xb.getFloat(xi);
    }
    return sumOn(xb, xi, n - whole, total(sums));
  }

  float sumOn(ByteBuffer xb, int xi, int n, float sum) {
    for (int i = 0; i < n; i++, xi += Float.BYTES) {
      sum += xb.getFloat(xi);
    }
    return sum;
  }

  @Override
  public float dot(ByteBuffer xb, int xi, ByteBuffer yb, int yi, int n) {
    float[] sums = new float[LANES];
    int whole = whole(n);
    for (int i = 0; i < whole; i++, xi += Float.BYTES, yi += Float.BYTES) {
      int lane = i & (LANES - 1);
      sums[lane] = Math.fma(xb.getFloat(xi), yb.getFloat(yi), sums[lane]);
    }
    return dotOn(xb, xi, yb, yi, n - whole, total(sums));
  }

  float dotOn(ByteBuffer xb, int xi, ByteBuffer yb, int yi, int n, float sum) {
    for (int i = 0; i < n; i++, xi += Float.BYTES, yi += Float.BYTES) {
      sum = Math.fma(xb.getFloat(xi), yb.getFloat(yi), sum);
    }
    return sum;
  }

  @Override
  public float max(ByteBuffer xb, int xi, int n) {
    return maxOn(xb, xi, n, Float.NEGATIVE_INFINITY);
  }

  float maxOn(ByteBuffer xb, int xi, int n, float max) {
    for (int i = 0; i < n; i++, xi += Float.BYTES) {
      float x = xb.getFloat(xi);
      max = x > max ? x : max;
    }
    return max;
  }

  @Override
  public boolean mayExceed(ByteBuffer xb, int xi, float threshold) {
    return true;
  }

  @Override
  public float expSum(ByteBuffer xb, int xi, int n, float max) {
    exp(xb, xi, n, max);
    return sum(xb, xi, n);
  }

  /** {@code x = exp(x - max)}. */
  void exp(ByteBuffer xb, int xi, int n, float max) {
    for (int i = 0; i < n; i++, xi += Float.BYTES) {
      xb.putFloat(xi, Lane.exp(xb.getFloat(xi) - max));
    }
  }

  @Override
  public float expSumOnly(ByteBuffer xb, int xi, int n, float max) {
    float[] sums = new float[LANES];
    int whole = whole(n);
    for (int i = 0; i < whole; i++, xi += Float.BYTES) {
      sums[i & (LANES - 1)] += Lane.exp(xb.getFloat(xi) - max);
    }
    return expSumOnlyOn(xb, xi, n - whole, max, total(sums));
  }

  float expSumOnlyOn(ByteBuffer xb, int xi, int n, float max, float sum) {
    for (int i = 0; i < n; i++, xi += Float.BYTES) {
      sum += Lane.exp(xb.getFloat(xi) - max);
    }
    return sum;
  }

  @Override
  public void softmaxBackward(ByteBuffer pb, int pi, ByteBuffer db, int di, int n, float dot) {
    for (int i = 0; i < n; i++, pi += Float.BYTES, di += Float.BYTES) {
      db.putFloat(di, (db.getFloat(di) - dot) * pb.getFloat(pi));
    }
  }

  @Override
  public float addSum(ByteBuffer rb, int ri, ByteBuffer xb, int xi, int n) {
    add(rb, ri, xb, xi, n);
    return sum(xb, xi, n);
  }

  @Override
  public float centre(ByteBuffer xb, int xi, int n, float mean) {
    subtract(xb, xi, n, mean);
    return dot(xb, xi, xb, xi, n);
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
    for (int i = 0; i < n; i++, xi += 4, gi += 4, bi += 4, yi += 4) {
      float x = xb.getFloat(xi) * inverse;
      xb.putFloat(xi, x);
      yb.putFloat(yi, Math.fma(x, gb.getFloat(gi), bb.getFloat(bi)));
    }
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
    normGradients(dyb, dyi, xb, xi, gb, gi, dgb, dgi, dbb, dbi, dxb, dxi, n);
    sums[0] = sum(dxb, dxi, n);
    sums[1] = dot(dxb, dxi, xb, xi, n);
  }

  /** {@code dWeight += dy * x; dBias += dy; dx = dy * weight}. */
  void normGradients(
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
      int n) {
    for (int i = 0; i < n; i++) {
      int at = i * Float.BYTES;
      float dy = dyb.getFloat(dyi + at);
      dgb.putFloat(dgi + at, Math.fma(dy, xb.getFloat(xi + at), dgb.getFloat(dgi + at)));
      dbb.putFloat(dbi + at, dy + dbb.getFloat(dbi + at));
      dxb.putFloat(dxi + at, dy * gb.getFloat(gi + at));
    }
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
    for (int i = 0; i < n; i++) {
      int at = i * Float.BYTES;
      float scaled = dyb.getFloat(dyi + at) * gb.getFloat(gi + at);
      float dx = Math.fma(xb.getFloat(xi + at), -meanDot, scaled - mean) * inverse;
      drb.putFloat(dri + at, dx + drb.getFloat(dri + at));
      dxb.putFloat(dxi + at, dx);
    }
  }

  @Override
  public float adam(
      ByteBuffer pb, ByteBuffer gb, ByteBuffer mb, ByteBuffer vb, int at, int n, Adam.Step step) {
    float squares = dot(gb, at, gb, at, n);
    adamElements(pb, gb, mb, vb, at, n, step);
    return squares;
  }

  /** The step without the sum. */
  void adamElements(
      ByteBuffer pb, ByteBuffer gb, ByteBuffer mb, ByteBuffer vb, int at, int n, Adam.Step step) {
    float rest1 = 1 - step.beta1();
    float rest2 = 1 - step.beta2();
    for (int i = 0; i < n; i++, at += Float.BYTES) {
      float g = gb.getFloat(at) * step.gradientScale();
      gb.putFloat(at, 0f);
      float m = Math.fma(mb.getFloat(at), step.beta1(), g * rest1);
      float v = Math.fma(vb.getFloat(at), step.beta2(), g * g * rest2);
      mb.putFloat(at, m);
      vb.putFloat(at, v);
      float change = m / ((float) Math.sqrt(v) + step.epsilon()) * step.stepSize();
      float p = pb.getFloat(at);
      pb.putFloat(at, p - Math.fma(p, step.decay(), change));
    }
  }

  private static int whole(int n) {
    return n & -LANES;
  }

  private static float total(float[] sums) {
    return ((sums[0] + sums[1]) + (sums[2] + sums[3]))
        + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
  }
}
