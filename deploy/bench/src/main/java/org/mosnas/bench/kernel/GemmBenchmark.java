package org.mosnas.bench.kernel;

import java.util.concurrent.TimeUnit;
import org.mosnas.model.kernel.Gemm;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The three products of a linear map: values, gradient of the input, gradient of the weight. The
 * secondary result {@code gflop} counts billions of operations per second.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class GemmBenchmark {
  /**
   * Rows, inputs and outputs: HAT's projections, feed-forward maps and output layer, the demo's.
   */
  @Param({
    "2048x512x1536",
    "2048x512x512",
    "2048x512x3072",
    "2048x3072x512",
    "2048x512x32768",
    "32x512x32768",
    "2048x128x512",
    "131x128x8000",
    "1x512x3072"
  })
  public String shape;

  private final Gemm gemm = new Gemm();
  private Memory memory;
  private Matrix x;
  private Matrix w;
  private Matrix y;
  private Matrix dx;
  private Matrix dw;
  private double operations;

  /** Operations done, in billions. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Counter {
    /** Billions of floating point operations. */
    public double gflop;
  }

  /** Allocates the matrices. */
  @Setup
  public void allocate() {
    String[] sizes = shape.split("x");
    int rows = Integer.parseInt(sizes[0]);
    int inputs = Integer.parseInt(sizes[1]);
    int outputs = Integer.parseInt(sizes[2]);
    memory = Memory.allocate(2L * rows * inputs + 2L * inputs * outputs + (long) rows * outputs);
    memory.view(0, 1, memory.size()).fill(0.01f);
    x = memory.view(0, rows, inputs);
    dx = memory.view(x.size(), rows, inputs);
    w = memory.view(2 * x.size(), outputs, inputs);
    dw = memory.view(2 * x.size() + w.size(), outputs, inputs);
    y = memory.view(2 * x.size() + 2 * w.size(), rows, outputs);
    operations = 2e-9 * rows * inputs * outputs;
  }

  /** {@code y = x w^T}. */
  @Benchmark
  public void values(Counter counter) {
    gemm.timesTransposed(1, x, w, 0, y);
    counter.gflop += operations;
  }

  /** {@code dx = dy w}. */
  @Benchmark
  public void inputGradient(Counter counter) {
    gemm.times(1, y, w, 0, dx);
    counter.gflop += operations;
  }

  /** {@code dw += dy^T x}, with a factor that keeps the sum small. */
  @Benchmark
  public void weightGradient(Counter counter) {
    gemm.transposedTimes(1e-9f, y, x, 1, dw);
    counter.gflop += operations;
  }

  /** Frees the matrices. */
  @TearDown
  public void free() {
    memory.close();
  }
}
