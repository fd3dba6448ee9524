package org.mosnas.search.latency;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.mosnas.model.family.Workload;

/**
 * Times workloads in this JVM.
 *
 * <p>All workloads take turns: one sample of each makes a round, and every round starts with
 * another workload. So a machine that gets slower for a while slows all of them alike instead of
 * the one that happened to run, and each runs with the caches left by another, as it would inside a
 * network. Rounds are run and not counted until they stop getting faster.
 *
 * <p>Not thread-safe.
 */
public final class LatencyProbe {
  /** A warm-up round has to be this much faster than the best before it to count as progress. */
  private static final double PROGRESS = 0.02;

  /** Warm-up ends after so many rounds in a row without progress … */
  private static final int STABLE_ROUNDS = 3;

  /**
   * … that took so long together: a JIT compiler needs a second or two to notice that code has
   * become hot again and to compile it anew, while every round takes as long as the one before.
   */
  private static final long STABLE_NANOS = 2_000_000_000L;

  private final LatencyProtocol protocol;
  private final LongSupplier nanoClock;
  private volatile double sink;

  /** A probe that reads the JVM's monotonic clock. */
  public LatencyProbe(LatencyProtocol protocol) {
    this(protocol, System::nanoTime);
  }

  /**
   * Creates a probe.
   *
   * @param protocol rounds, repetitions and trimming; its other fields describe the workloads
   * @param nanoClock a monotonic clock, in nanoseconds
   */
  public LatencyProbe(LatencyProtocol protocol, LongSupplier nanoClock) {
    this.protocol = protocol;
    this.nanoClock = nanoClock;
  }

  /** Times one workload. */
  public LatencyStats measure(Workload workload) {
    return measure(List.of(workload)).get(0);
  }

  /**
   * Times workloads in turns.
   *
   * @param workloads what to time; all stay in memory for the whole measurement
   * @return statistics in the order of {@code workloads}
   */
  public List<LatencyStats> measure(List<? extends Workload> workloads) {
    if (workloads.isEmpty()) {
      return List.of();
    }
    warmUp(workloads);
    double[][] samples = new double[workloads.size()][protocol.rounds()];
    for (int round = 0; round < protocol.rounds(); round++) {
      for (int turn = 0; turn < workloads.size(); turn++) {
        int index = (turn + round) % workloads.size();
        samples[index][round] = sampleNanos(workloads.get(index));
      }
    }
    List<LatencyStats> stats = new ArrayList<>(samples.length);
    for (double[] ofOne : samples) {
      stats.add(LatencyStats.of(ofOne, protocol.trimming()));
    }
    return List.copyOf(stats);
  }

  private void warmUp(List<? extends Workload> workloads) {
    double best = Double.POSITIVE_INFINITY;
    int stableRounds = 0;
    long stableSince = nanoClock.getAsLong();
    for (int round = 0; round < protocol.warmUpRounds(); round++) {
      double total = 0;
      for (Workload workload : workloads) {
        total += sampleNanos(workload);
      }
      stableRounds++;
      long now = nanoClock.getAsLong();
      if (total < best * (1 - PROGRESS)) {
        stableRounds = 0;
        stableSince = now;
      }
      best = Math.min(best, total);
      if (stableRounds >= STABLE_ROUNDS && now - stableSince >= STABLE_NANOS) {
        return;
      }
    }
  }

  private double sampleNanos(Workload workload) {
    double consumed = 0;
    long start = nanoClock.getAsLong();
    for (int i = 0; i < protocol.repetitions(); i++) {
      consumed += workload.run();
    }
    long elapsed = nanoClock.getAsLong() - start;
    sink = consumed;
    return (double) elapsed / protocol.repetitions();
  }

  /** The last number consumed; being readable is what keeps it alive. */
  double consumed() {
    return sink;
  }
}
