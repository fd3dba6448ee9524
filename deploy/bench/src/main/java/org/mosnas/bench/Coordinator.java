package org.mosnas.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lets the engines of a case take turns. */
final class Coordinator {
  private static final double WARM_UP_MS = 2500;
  private static final double SAMPLE_MS = 250;
  private static final int FEWEST_ROUNDS = 3;
  private static final int MOST_ROUNDS = 25;

  private final double budgetMs;
  private final Python python;

  /**
   * Sets how long it measures.
   *
   * @param seconds for all engines of a case together, after warm-up; a few repetitions are done in
   *     any case
   * @param python for the engine that needs it
   */
  Coordinator(double seconds, Python python) {
    this.budgetMs = seconds * 1e3;
    this.python = python;
  }

  /**
   * What came of a case.
   *
   * @param measurements one per engine
   * @param agreement of the engines
   */
  record Outcome(List<Timing> measurements, Agreement agreement) {}

  /** Starts the engines, compares them if asked to, and measures them in alternation. */
  Outcome measure(BenchCase bench, List<EngineProcess.Setup> setups, boolean check) {
    List<EngineProcess> processes = new ArrayList<>();
    try {
      setups.forEach(setup -> processes.add(EngineProcess.start(bench, setup, python)));
      Agreement agreement = check ? agreement(bench, processes) : Agreement.none();
      processes.forEach(EngineProcess::resetPeak);
      return new Outcome(alternate(bench, processes), agreement);
    } finally {
      processes.forEach(EngineProcess::close);
    }
  }

  private static Agreement agreement(BenchCase bench, List<EngineProcess> processes) {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      Map<String, Agreement.Result> results = new LinkedHashMap<>();
      for (EngineProcess process : processes) {
        String engine = process.setup().engine();
        if (!engine.equals(Engines.SGEMM)) {
          Path file = folder.path().resolve(engine);
          results.put(engine, new Agreement.Result(process.check(file), file));
        }
      }
      return Agreement.of(bench, results);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Timing> alternate(BenchCase bench, List<EngineProcess> processes) {
    int[] counts = processes.stream().mapToInt(Coordinator::warmUp).toArray();
    List<List<Double>> samples = new ArrayList<>();
    processes.forEach(process -> samples.add(new ArrayList<>()));
    double spent = 0;
    for (int round = 0;
        round < FEWEST_ROUNDS || (spent < budgetMs && round < MOST_ROUNDS);
        round++) {
      for (int i = 0; i < processes.size(); i++) {
        int turn = round % 2 == 0 ? i : processes.size() - 1 - i;
        double ms = processes.get(turn).run(counts[turn]);
        samples.get(turn).add(ms);
        spent += ms * counts[turn];
      }
    }
    List<Timing> measurements = new ArrayList<>();
    for (int i = 0; i < processes.size(); i++) {
      double[] times = samples.get(i).stream().mapToDouble(Double::doubleValue).toArray();
      measurements.add(
          new Timing(bench, processes.get(i).setup(), times, processes.get(i).peakBytes()));
    }
    return measurements;
  }

  /** Runs until the virtual machine has compiled what matters; how many runs make a sample. */
  private static int warmUp(EngineProcess process) {
    double spent = 0;
    double last = 0;
    int count = 1;
    while (spent < WARM_UP_MS) {
      last = process.run(count);
      spent += last * count;
      count = (int) Math.max(1, Math.min(1000, Math.round(SAMPLE_MS / last)));
    }
    return count;
  }
}
