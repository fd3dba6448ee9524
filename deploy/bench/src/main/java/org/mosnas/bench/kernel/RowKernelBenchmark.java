package org.mosnas.bench.kernel;

import java.util.concurrent.TimeUnit;
import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.kernel.LayerNorm;
import org.mosnas.model.kernel.Softmax;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Kernels that work row by row, over matrices of 1,024 rows; microseconds per matrix. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RowKernelBenchmark {
  private static final int ROWS = 1024;

  /** Columns. */
  @Param({"32", "512", "3072"})
  public int columns;

  private Memory memory;
  private Matrix x;
  private Matrix y;
  private Matrix z;
  private Matrix weight;
  private Matrix bias;
  private Matrix inverse;

  /** Allocates the matrices. */
  @Setup
  public void allocate() {
    int size = ROWS * columns;
    memory = Memory.allocate(3L * size + 2L * columns + ROWS);
    for (int i = 0; i < memory.size(); i++) {
      memory.set(i, 0.5f + 0.25f * (i % 7));
    }
    x = memory.view(0, ROWS, columns);
    y = memory.view(size, ROWS, columns);
    z = memory.view(2 * size, ROWS, columns);
    weight = memory.view(3 * size, 1, columns);
    bias = memory.view(3 * size + columns, 1, columns);
    inverse = memory.view(3 * size + 2 * columns, 1, ROWS);
  }

  /** Softmax of every row, in place. */
  @Benchmark
  public void softmax() {
    for (int r = 0; r < ROWS; r++) {
      Softmax.forwardRow(x, r, columns);
    }
  }

  /** Gradient of the softmax of every row, in place. */
  @Benchmark
  public void softmaxBackward() {
    for (int r = 0; r < ROWS; r++) {
      Softmax.backwardRow(x, y, r);
    }
  }

  /** Loss of every row; its gradient takes the place of the scores. */
  @Benchmark
  public double crossEntropy() {
    double[] sums = new double[2];
    for (int r = 0; r < ROWS; r++) {
      Softmax.crossEntropyRow(z, r, r % columns, 0.1f, true, sums);
    }
    return sums[0];
  }

  /** Residual and norm. */
  @Benchmark
  public void residualNorm() {
    LayerNorm.forward(x, z, weight, bias, 0f, 0, 1e-5f, y, inverse);
  }

  /** Residual and norm with dropout. */
  @Benchmark
  public void residualNormDropout() {
    LayerNorm.forward(x, z, weight, bias, 0.1f, 7, 1e-5f, y, inverse);
  }

  /** Dropout in place. */
  @Benchmark
  public void dropout() {
    Elementwise.dropout(x, 0.1f, 7);
  }

  /** Bias and rectifier in place. */
  @Benchmark
  public void biasRelu() {
    Elementwise.addBiasRelu(x, bias);
  }

  /** Sums of columns: the gradient of a bias. */
  @Benchmark
  public void columnSums() {
    Elementwise.addColumnSums(x, bias);
  }

  /** What memory allows: copying as many floats. */
  @Benchmark
  public void copy() {
    Elementwise.copy(x, y);
  }

  /** Frees the matrices. */
  @TearDown
  public void free() {
    memory.close();
  }
}
