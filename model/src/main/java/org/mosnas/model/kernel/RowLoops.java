package org.mosnas.model.kernel;

import java.nio.ByteBuffer;

/**
 * The loops over one row, which {@link VectorRows} writes with the vector API and {@link PlainRows}
 * without, to the same bits.
 *
 * <p>A row is a buffer, the offset of its first float in bytes and a number of floats {@code n}.
 * Rows are the same or do not overlap. Sums run in eight lanes, element {@code i} in lane {@code i
 * mod 8}, are then added up in a fixed order, and what is left behind the last whole eight is added
 * one after the other.
 */
interface RowLoops {
  /** {@code x = 0}. */
  void clear(ByteBuffer xb, int xi, int n);

  /** {@code y += a * x}. */
  void addScaled(float a, ByteBuffer xb, int xi, ByteBuffer yb, int yi, int n);

  /** {@code y = a * x}. */
  void setScaled(float a, ByteBuffer xb, int xi, ByteBuffer yb, int yi, int n);

  /** {@code x = factor * x + shift}. */
  void scaleShift(ByteBuffer xb, int xi, int n, float factor, float shift);

  /** {@code x -= shift}. */
  void subtract(ByteBuffer xb, int xi, int n, float shift);

  /** {@code y += x}. */
  void add(ByteBuffer xb, int xi, ByteBuffer yb, int yi, int n);

  /** {@code sums +=} the four rows from {@code x} on that lie {@code stride} bytes apart. */
  void addFour(ByteBuffer xb, int xi, int stride, ByteBuffer sb, int si, int n);

  /** {@code x = x + bias < 0 ? 0 : x + bias}. */
  void addRelu(ByteBuffer xb, int xi, ByteBuffer bb, int bi, int n);

  /** {@code gradient = y > 0 ? gradient : 0; sums += gradient}. */
  void reluBackward(ByteBuffer yb, int yi, ByteBuffer gb, int gi, ByteBuffer sb, int si, int n);

  /** {@code x = gelu(x + bias)}, see {@link Lane#upperTail}. */
  void addGelu(ByteBuffer xb, int xi, ByteBuffer bb, int bi, int n);

  /** As {@link #addGelu}; {@code slope} is the derivative at {@code x + bias}. */
  void addGeluWithSlope(ByteBuffer xb, int xi, ByteBuffer bb, int bi, ByteBuffer sb, int si, int n);

  /** {@code gradient *= slope; sums += gradient}. */
  void slopeBackward(
      ByteBuffer slopes, int at, ByteBuffer gb, int gi, ByteBuffer sb, int si, int n);

  /** {@code x[i] = keeps(index + i) ? scale * x[i] : 0}, see {@link Lane#keeps}. */
  void dropout(ByteBuffer xb, int xi, int n, int index, int threshold, float scale);

  /**
   * {@code y = x} in bfloat16, rounded to the nearest and to even between two; {@code y} holds
   * {@code n} values of two bytes. Numbers beyond its range become infinite; what is not a number
   * stays so if it came out of arithmetic.
   */
  void toBfloat16(ByteBuffer xb, int xi, ByteBuffer yb, int yi, int n);

  /** The sum of {@code x}. */
  float sum(ByteBuffer xb, int xi, int n);

  /** The sum of {@code x * y}. */
  float dot(ByteBuffer xb, int xi, ByteBuffer yb, int yi, int n);

  /**
   * The greatest number in {@code x}, or minus infinity; what is not a number does not count. A
   * maximum of zero may have either sign.
   */
  float max(ByteBuffer xb, int xi, int n);

  /**
   * Whether one of the {@value TopK#AT_ONCE} floats from {@code x} on may be greater than {@code
   * threshold}.
   */
  boolean mayExceed(ByteBuffer xb, int xi, float threshold);

  /** {@code x = exp(x - max)}; returns the sum. */
  float expSum(ByteBuffer xb, int xi, int n, float max);

  /** The sum of {@code exp(x - max)}. */
  float expSumOnly(ByteBuffer xb, int xi, int n, float max);

  /** {@code d = p * (d - dot)}. */
  void softmaxBackward(ByteBuffer pb, int pi, ByteBuffer db, int di, int n, float dot);

  /** {@code x += residual}; returns the sum of x. */
  float addSum(ByteBuffer rb, int ri, ByteBuffer xb, int xi, int n);

  /** {@code x -= mean}; returns the sum of the squares of x. */
  float centre(ByteBuffer xb, int xi, int n, float mean);

  /** {@code x *= inverse; y = x * weight + bias}. */
  void norm(
      ByteBuffer xb,
      int xi,
      float inverse,
      ByteBuffer gb,
      int gi,
      ByteBuffer bb,
      int bi,
      ByteBuffer yb,
      int yi,
      int n);

  /**
   * {@code dWeight += dy * x; dBias += dy}, and with {@code dx = dy * weight} the sum of {@code dx}
   * and that of {@code dx * x}.
   *
   * @param dxb may be overwritten, like {@code dxi}
   * @param sums receives the two sums
   */
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
      int n,
      float[] sums);

  /** {@code dx = (dy * weight - mean - x * meanDot) * inverse; dr += dx}. */
  void normBackward(
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
      int n);

  /**
   * One step of {@link Adam} on floats that begin at the same offset of all four vectors; the
   * gradients are zero afterwards.
   *
   * @return the sum of their squares
   */
  float adam(
      ByteBuffer pb, ByteBuffer gb, ByteBuffer mb, ByteBuffer vb, int at, int n, Adam.Step step);
}
