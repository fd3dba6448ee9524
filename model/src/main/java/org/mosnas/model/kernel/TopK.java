package org.mosnas.model.kernel;

import static org.mosnas.model.kernel.VectorApi.ROWS;

import java.nio.ByteBuffer;
import org.mosnas.model.memory.Matrix;

/**
 * The largest elements of a row, without sorting it: one pass that looks closer only where some
 * registers hold something above the smallest of the best so far.
 *
 * <p>Elements that are not a number or minus infinity are never among them. Not thread-safe.
 */
public final class TopK {
  /** Floats that are judged together. */
  static final int AT_ONCE = 32;

  private final float[] values;
  private final int[] indices;
  private int count;

  /**
   * Makes room for results.
   *
   * @param k how many elements to find, at least 1
   */
  public TopK(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, was " + k);
    }
    this.values = new float[k];
    this.indices = new int[k];
  }

  /** Finds the largest elements of {@code row}; of equal ones, those with the lowest index. */
  public void select(Matrix x, int row) {
    ByteBuffer b = x.memory().bytes();
    int start = x.rowByteOffset(row);
    int n = x.columns();
    count = 0;
    int i = 0;
    int at = start;
    for (; i <= n - AT_ONCE; i += AT_ONCE, at += AT_ONCE * Float.BYTES) {
      if (ROWS.mayExceed(b, at, threshold())) {
        scan(b, at, i, i + AT_ONCE);
      }
    }
    scan(b, at, i, n);
  }

  private void scan(ByteBuffer b, int at, int from, int to) {
    float threshold = threshold();
    for (int i = from; i < to; i++, at += Float.BYTES) {
      float value = b.getFloat(at);
      if (value > threshold) {
        insert(value, i);
        threshold = threshold();
      }
    }
  }

  private float threshold() {
    return count < values.length ? Float.NEGATIVE_INFINITY : values[count - 1];
  }

  private void insert(float value, int index) {
    int to = count < values.length ? count++ : count - 1;
    for (; to > 0 && value > values[to - 1]; to--) {
      values[to] = values[to - 1];
      indices[to] = indices[to - 1];
    }
    values[to] = value;
    indices[to] = index;
  }

  /** How many were found: {@code k}, or fewer where the row has fewer. */
  public int count() {
    return count;
  }

  /** The element of rank {@code rank}, from 0, the largest. */
  public float value(int rank) {
    return values[rank];
  }

  /** Column of the element of rank {@code rank}. */
  public int index(int rank) {
    return indices[rank];
  }
}
