package org.mosnas.search.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.model.family.Workload;
import org.mosnas.search.latency.LatencyStats.Trimming;

class LatencyProbeTest {
  private static final double SECOND = 1e9;

  private final FakeMachine machine = new FakeMachine();

  @Test
  void measuresWhatTheClockSays() {
    List<LatencyStats> stats =
        probe(3, 10, 1).measure(List.of(machine.takes("a", 100), machine.takes("b", 250)));
    assertThat(stats).extracting(LatencyStats::medianNanos).containsExactly(100.0, 250.0);
    assertThat(stats).extracting(LatencyStats::count).containsExactly(10, 10);
  }

  @Test
  void aSampleIsTheMeanOfItsRepetitions() {
    LatencyStats stats = probe(1, 4, 5).measure(machine.takes("a", 100));
    assertThat(stats.medianNanos()).isEqualTo(100);
    assertThat(machine.runs).hasSize((1 + 4) * 5);
  }

  @Test
  void workloadsTakeTurnsAndEachStartsARound() {
    probe(1, 3, 1)
        .measure(List.of(machine.takes("a", 1), machine.takes("b", 1), machine.takes("c", 1)));
    assertThat(String.join("", machine.runs)).isEqualTo("abc" + "abc" + "bca" + "cab");
  }

  @Test
  void aMachineThatGetsSlowerSlowsAllWorkloadsAlike() {
    machine.slowdownPerRun = 0.01;
    List<LatencyStats> stats =
        probe(1, 40, 1).measure(List.of(machine.takes("a", 100), machine.takes("b", 200)));
    double ratio = stats.get(1).medianNanos() / stats.get(0).medianNanos();
    assertThat(ratio).isBetween(1.95, 2.05);
  }

  @Test
  void warmUpEndsOnceRoundsStopGettingFaster() {
    machine.coldRuns = 6;
    LatencyStats stats = probe(100, 5, 1).measure(machine.takes("a", SECOND));
    // Six rounds that get faster, the first warm one, three without progress; then five counted.
    assertThat(machine.runs).hasSize(6 + 1 + 3 + 5);
    assertThat(stats.p99Nanos()).isEqualTo(SECOND);
  }

  @Test
  void shortRoundsAreWarmedUpUntilTheCompilerHadTime() {
    machine.coldRuns = 6;
    probe(100, 5, 1).measure(machine.takes("a", SECOND / 10));
    // Two seconds without progress are twenty rounds.
    assertThat(machine.runs).hasSize(6 + 1 + 20 + 5);
  }

  @Test
  void warmUpIsBounded() {
    machine.coldRuns = 20;
    probe(7, 2, 1).measure(machine.takes("a", 100));
    assertThat(machine.runs).hasSize(7 + 2);
  }

  @Test
  void consumesResults() {
    LatencyProbe probe = probe(1, 1, 2);
    probe.measure(() -> 21);
    assertThat(probe.consumed()).isEqualTo(42);
  }

  @Test
  void nothingToMeasureTakesNoTime() {
    assertThat(probe(1, 1, 1).measure(List.of())).isEmpty();
  }

  private LatencyProbe probe(int warmUp, int rounds, int repetitions) {
    LatencyProtocol protocol =
        new LatencyProtocol(warmUp, rounds, repetitions, 5, 30, 30, 1, 1, true, Trimming.HAT);
    return new LatencyProbe(protocol, () -> Math.round(machine.nanos));
  }

  /** A clock that only work moves. */
  private static final class FakeMachine {
    private final List<String> runs = new ArrayList<>();
    private double nanos;
    private double slowdownPerRun;
    private int coldRuns;

    Workload takes(String name, double cost) {
      return () -> {
        double cold = Math.max(0, coldRuns - runs.size());
        nanos += cost * (1 + cold) * (1 + slowdownPerRun * runs.size());
        runs.add(name);
        return cost;
      };
    }
  }
}
