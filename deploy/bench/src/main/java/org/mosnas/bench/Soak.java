package org.mosnas.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.Pointer;
import org.mosnas.bench.BenchCase.BatchShape;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.family.translation.TokenBatch;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.space.SubnetSampler;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.Mixture;

/**
 * Thousands of train steps on random subnets and batches of random shapes: does memory grow, do
 * steps become slower?
 *
 * <p>The same steps come again in every cycle, so that cycles can be compared.
 */
final class Soak {
  private static final int CYCLE = 100;
  private static final int CYCLES_COMPARED = 5;
  private static final int ROUTER_SIZE = 64;

  /** A cycle that is slower than the first by less is not told from the machine's own changes. */
  private static final double SLOWER = 1.1;

  /** What the collector and the allocator may keep, in bytes. */
  private static final long GROWTH = 32L << 20;

  private final PrintWriter out;

  Soak(PrintWriter out) {
    this.out = out;
  }

  /** Whether memory stayed flat and steps as fast as they were. */
  boolean run(int steps) {
    int cycles = Math.max(2 * CYCLES_COMPARED + 1, steps / CYCLE);
    BenchCase bench = new BenchCases().named("train/demo/512");
    double[] seconds = new double[cycles];
    long[] resident = new long[cycles];
    try (EngineTraining training =
        new EngineTraining(
            bench, bench.supernet(Mixture.layerWise(2, ROUTER_SIZE)), EngineKind.TAPE.open())) {
      List<Step> cycle = steps(bench);
      out.printf(
          Locale.ROOT,
          "%d steps on the tape engine: %d random subnets of the demo's space with layer-wise"
              + " experts, %d times%n",
          cycles * CYCLE,
          CYCLE,
          cycles);
      for (int c = 0; c < cycles; c++) {
        long start = System.nanoTime();
        cycle.forEach(step -> training.run(step.spec(), step.batch()));
        seconds[c] = (System.nanoTime() - start) / 1e9;
        System.gc();
        resident[c] = Pointer.physicalBytes();
        out.printf(
            Locale.ROOT,
            "  after %5d steps: %4d MB resident, %.1f ms a step%n",
            (c + 1) * CYCLE,
            resident[c] >> 20,
            seconds[c] * 1e3 / CYCLE);
        out.flush();
      }
    }
    return verdict(seconds, resident);
  }

  private boolean verdict(double[] seconds, long[] resident) {
    int last = seconds.length - CYCLES_COMPARED;
    // The first cycle warms up. Of several the fastest: others on the machine only slow down.
    double slower =
        Arrays.stream(seconds, last, seconds.length).min().orElseThrow()
            / Arrays.stream(seconds, 1, 1 + CYCLES_COMPARED).min().orElseThrow();
    long growth = resident[resident.length - 1] - resident[CYCLES_COMPARED];
    boolean flat = growth <= GROWTH && slower <= SLOWER;
    out.printf(
        Locale.ROOT,
        "  %s: memory %+d MB since step %d, the last steps take %.2f times the first%n",
        flat ? "flat" : "NOT FLAT",
        growth >> 20,
        (CYCLES_COMPARED + 1) * CYCLE,
        slower);
    out.flush();
    return flat;
  }

  private static List<Step> steps(BenchCase bench) {
    SubnetSampler sampler = SubnetSampler.uniform();
    SplittableRandom random = new SplittableRandom(Seeds.child(BenchCase.SEED, "soak"));
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < CYCLE; i++) {
      BatchShape shape = new BatchShape(random.nextInt(4, 25), 5, random.nextInt(10, 41), 0);
      steps.add(
          new Step(
              sampler.sample(bench.space(), random.nextLong()),
              SyntheticText.batch(shape, bench.vocabulary(), random.nextLong())));
    }
    return steps;
  }

  private record Step(SubnetSpec spec, TokenBatch batch) {}
}
