package org.mosnas.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.mosnas.bench.BenchCase.Work;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/**
 * Which engines are to take part, and on how many cores.
 *
 * @param engines of {@link Engines#CHOICES}
 * @param threads of one operation; 1 is measured in any case
 * @param replicas of one thread; 1 is measured in any case
 * @param quick whether SameDiff does the smallest case only, and nothing runs on several cores
 */
record Lineup(List<String> engines, List<Integer> threads, List<Integer> replicas, boolean quick) {
  private static final String SMALLEST = "train/demo/512";

  /** Refuses unknown engines and counts below 1 with a {@link MosnasException}. */
  Lineup {
    engines = List.copyOf(engines);
    threads = positive("--threads", threads);
    replicas = positive("--replicas", replicas);
    for (String engine : engines) {
      if (!Engines.CHOICES.contains(engine)) {
        throw new MosnasException(
            ErrorKind.USAGE,
            "no engine is called \""
                + engine
                + "\"; --engine takes some of "
                + String.join(",", Engines.CHOICES));
      }
    }
  }

  private static List<Integer> positive(String option, List<Integer> counts) {
    for (int count : counts) {
      if (count < 1) {
        throw new MosnasException(
            ErrorKind.USAGE, option + " takes whole numbers from 1 on, got " + count);
      }
    }
    return List.copyOf(counts);
  }

  /** The engines that take part in a case; none if it is for others. */
  List<String> of(BenchCase bench) {
    if (bench.work() == Work.MIXTURE) {
      return engines.contains(Engines.TAPE) ? bench.engines() : List.of();
    }
    return bench.engines().stream()
        .filter(engines::contains)
        .filter(e -> !quick || !e.equals(Engines.SAMEDIFF) || bench.name().equals(SMALLEST))
        .toList();
  }

  /** What runs on one core. */
  List<EngineProcess.Setup> singles(BenchCase bench) {
    return withProducts(
        bench, of(bench).stream().map(e -> new EngineProcess.Setup(e, 1, 1)).toList());
  }

  /** What runs on several cores: apart from the rest, so that not all have to fit in memory. */
  List<EngineProcess.Setup> parallel(BenchCase bench) {
    if (quick || bench.work() == Work.MIXTURE) {
      return List.of();
    }
    List<EngineProcess.Setup> setups = new ArrayList<>();
    for (String engine : of(bench)) {
      if (Engines.hasThreads(engine)) {
        several(threads).forEach(count -> setups.add(new EngineProcess.Setup(engine, count, 1)));
      }
      several(replicas).forEach(count -> setups.add(new EngineProcess.Setup(engine, 1, count)));
    }
    return withProducts(bench, setups);
  }

  private static Stream<Integer> several(List<Integer> counts) {
    return counts.stream().filter(count -> count > 1).distinct();
  }

  /** With the products alone on every number of cores that there is. */
  private static List<EngineProcess.Setup> withProducts(
      BenchCase bench, List<EngineProcess.Setup> setups) {
    if (bench.work() == Work.DECODE) {
      return setups;
    }
    Stream<EngineProcess.Setup> products =
        setups.stream()
            .map(EngineProcess.Setup::cores)
            .distinct()
            .map(cores -> new EngineProcess.Setup(Engines.SGEMM, 1, cores));
    return Stream.concat(setups.stream(), products).toList();
  }
}
