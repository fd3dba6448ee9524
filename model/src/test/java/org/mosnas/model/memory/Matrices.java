package org.mosnas.model.memory;

import java.util.SplittableRandom;

/** Matrices for tests, each in memory of its own, which the garbage collector frees. */
public final class Matrices {
  private Matrices() {}

  /** A dense matrix of uniform numbers in [-1, 1). */
  public static Matrix random(int rows, int columns, SplittableRandom random) {
    return random(rows, columns, columns, random);
  }

  /** A matrix of uniform numbers in [-1, 1) whose rows lie {@code stride} floats apart. */
  public static Matrix random(int rows, int columns, int stride, SplittableRandom random) {
    Memory memory = Memory.allocate((long) rows * stride);
    for (int i = 0; i < memory.size(); i++) {
      memory.set(i, (float) random.nextDouble(-1, 1));
    }
    return new Matrix(memory, 0, rows, columns, stride);
  }

  /** A dense matrix of these numbers, row by row. */
  public static Matrix of(int rows, int columns, double... values) {
    Matrix matrix = Memory.allocate((long) rows * columns).view(0, rows, columns);
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    matrix.assign(floats);
    return matrix;
  }

  /** A dense copy. */
  public static Matrix copy(Matrix matrix) {
    Matrix copy = Memory.allocate(matrix.size()).view(0, matrix.rows(), matrix.columns());
    copy.assign(matrix.toArray());
    return copy;
  }

  /** The numbers in double precision, {@code [rows][columns]}. */
  public static double[][] doubles(Matrix matrix) {
    double[][] values = new double[matrix.rows()][matrix.columns()];
    for (int r = 0; r < matrix.rows(); r++) {
      for (int c = 0; c < matrix.columns(); c++) {
        values[r][c] = matrix.get(r, c);
      }
    }
    return values;
  }
}
