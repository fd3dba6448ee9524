package org.mosnas.bench.kernel;

import java.util.concurrent.TimeUnit;
import org.mosnas.model.kernel.Adam;
import org.mosnas.model.kernel.Elementwise;
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

/** One step of Adam, and what reading and writing its memory once costs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class AdamBenchmark {
  /** Parameters: HAT's supernet with two experts has about 131 million. */
  @Param({"1000000", "131000000"})
  public int parameters;

  private Memory p;
  private Memory g;
  private Memory m;
  private Memory v;

  /** Allocates the vectors. */
  @Setup
  public void allocate() {
    p = filled();
    g = filled();
    m = filled();
    v = filled();
  }

  private Memory filled() {
    Memory memory = Memory.allocate(parameters);
    memory.view(0, 1, parameters).fill(0.01f);
    return memory;
  }

  /** One step: reads four vectors and writes them. */
  @Benchmark
  public double update() {
    Adam.Step step = Adam.Step.numbered(10, 1e-4, 0.9, 0.98, 1e-9, 0, 1);
    return Adam.update(p, g, m, v, 0, parameters, step);
  }

  /** Norm of the gradient: reads one vector. */
  @Benchmark
  public double gradientNorm() {
    return Adam.sumOfSquares(g, 0, parameters);
  }

  /** Clearing the gradient: writes one vector. */
  @Benchmark
  public void clear() {
    Elementwise.clear(m.view(0, 1, parameters));
  }

  /** The memory of one step, touched once: all four vectors scaled in place. */
  @Benchmark
  public void readAndWriteOnce() {
    Elementwise.scale(0.999f, p.view(0, 1, parameters));
    Elementwise.scale(0.999f, m.view(0, 1, parameters));
    Elementwise.scale(0.999f, v.view(0, 1, parameters));
    Elementwise.scale(0.999f, g.view(0, 1, parameters));
  }

  /** Frees the vectors. */
  @TearDown
  public void free() {
    p.close();
    g.close();
    m.close();
    v.close();
  }
}
