package org.mosnas.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.mosnas.bench.BenchCase.Work;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mos bench}. */
@Command(
    name = "mos bench",
    sortOptions = false,
    description =
        "Measures train steps, scoring and decoding on our engines, on libtorch and on ONNX Runtime,"
            + " the engines of a case taking turns, after checking that they compute the same.")
final class BenchMain implements Callable<Integer> {
  private static final double QUICK_SECONDS = 4;
  private static final int FIRST_STEPS = 5;
  private static final String SMALLEST = "train/demo/512";

  @Option(
      names = "--quick",
      description =
          "A few small cases on one core, without samediff but for the smallest; under 3"
              + " minutes.")
  private boolean quick;

  @Option(
      names = "--case",
      paramLabel = "GLOB",
      description = "Only cases that match, such as 'train/demo/*'; may be repeated.")
  private List<String> globs = List.of();

  @Option(
      names = "--engine",
      split = ",",
      paramLabel = "NAME",
      description = "Of tape, samediff, libtorch and onnxruntime; all by default.")
  private List<String> engines =
      List.of(Engines.TAPE, Engines.SAMEDIFF, Engines.LIBTORCH, Engines.ONNX);

  @Option(
      names = "--threads",
      split = ",",
      paramLabel = "COUNT",
      description =
          "Threads of one operation, for engines that have threads; default ${DEFAULT-VALUE}.",
      defaultValue = "1,2")
  private List<Integer> threads;

  @Option(
      names = "--replicas",
      split = ",",
      paramLabel = "COUNT",
      description = "Replicas of one thread in one JVM; default ${DEFAULT-VALUE}.",
      defaultValue = "1,2")
  private List<Integer> replicas;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Time for all engines of a case, after warm-up; default ${DEFAULT-VALUE}.",
      defaultValue = "40")
  private double seconds;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes the results there, as a list of objects.")
  private Path json;

  @Option(
      names = "--profile",
      description = "Instead of measuring: where the time of the tape engine goes.")
  private boolean profile;

  @Option(
      names = "--first-step",
      description =
          "Instead of measuring: seconds from the start of a virtual machine to the end of its first"
              + " step, five times.")
  private boolean firstStep;

  @Option(
      names = "--soak",
      arity = "0..1",
      fallbackValue = "3000",
      paramLabel = "STEPS",
      description =
          "Instead of measuring cases: so many train steps on random subnets of the demo's space"
              + " (${FALLBACK-VALUE} unless told), watching memory and time.")
  private Integer soak;

  @Option(
      names = "--kernels",
      arity = "0..1",
      fallbackValue = ".*",
      paramLabel = "REGEX",
      description = "Instead of measuring cases: micro-benchmarks of the kernels, by JMH.")
  private String kernels;

  @Option(names = "--list", description = "Names the cases.")
  private boolean list;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  @SuppressWarnings("unused") // read by picocli
  private boolean help;

  private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    CommandLine commandLine =
        new CommandLine(new BenchMain())
            .setExecutionExceptionHandler(
                (failure, parsed, result) -> {
                  if (!(failure instanceof MosnasException known)) {
                    throw failure;
                  }
                  parsed.getErr().println("mos: " + known.getMessage());
                  return known.kind().exitCode();
                });
    System.exit(commandLine.execute(args));
  }

  @Override
  public Integer call() throws IOException {
    if (kernels != null) {
      return kernels();
    }
    if (soak != null) {
      return new Soak(out).run(soak) ? 0 : 1;
    }
    BenchCases cases = new BenchCases();
    if (list) {
      cases.names().forEach(out::println);
      return 0;
    }
    List<BenchCase> chosen = chosen(cases);
    BenchReport report = new BenchReport(out);
    report.header();
    boolean agreed = true;
    for (BenchCase bench : chosen) {
      report.begin(bench);
      if (profile) {
        profile(bench, report);
      } else if (firstStep) {
        firstStep(bench, report);
      } else {
        agreed &= measure(bench, report);
      }
    }
    if (json != null) {
      report.writeJson(json);
    }
    return agreed ? 0 : 1;
  }

  private int kernels() {
    try {
      new Runner(
              new OptionsBuilder()
                  .include("org\\.mosnas\\.bench\\.kernel\\..*" + kernels)
                  .forks(1)
                  .warmupIterations(2)
                  .warmupTime(TimeValue.seconds(1))
                  .measurementIterations(5)
                  .measurementTime(TimeValue.seconds(1))
                  .build())
          .run();
      return 0;
    } catch (RunnerException e) {
      throw new MosnasException(ErrorKind.USAGE, e.getMessage(), e);
    }
  }

  private List<BenchCase> chosen(BenchCases cases) {
    if (globs.isEmpty()) {
      return cases.names().stream()
          .filter(name -> !quick || BenchCases.QUICK.contains(name))
          .map(cases::named)
          .toList();
    }
    Set<BenchCase> chosen = new LinkedHashSet<>();
    globs.forEach(glob -> chosen.addAll(cases.matching(glob)));
    return List.copyOf(chosen);
  }

  private boolean measure(BenchCase bench, BenchReport report) {
    Coordinator coordinator = new Coordinator(quick ? QUICK_SECONDS : seconds);
    Coordinator.Outcome single =
        coordinator.measure(bench, singles(bench), bench.work() != Work.MIXTURE);
    report.agreement(single.agreement());
    report.add(single.measurements(), single.agreement());
    if (bench.work() == Work.MIXTURE) {
      report.mixtures(single.measurements());
    }
    List<Arm.Setup> others = parallel(bench);
    if (!others.isEmpty() && !quick) {
      report.add(coordinator.measure(bench, others, false).measurements(), single.agreement());
    }
    return single.agreement().holds();
  }

  private List<Arm.Setup> singles(BenchCase bench) {
    List<Arm.Setup> setups = new ArrayList<>();
    for (String engine : wanted(bench)) {
      setups.add(new Arm.Setup(engine, 1, 1));
    }
    if (bench.work() != Work.DECODE) {
      setups.add(new Arm.Setup(Engines.SGEMM, 1, 1));
    }
    return setups;
  }

  private List<String> wanted(BenchCase bench) {
    return bench.work() == Work.MIXTURE
        ? bench.engines()
        : bench.engines().stream()
            .filter(engines::contains)
            .filter(e -> !quick || !e.equals(Engines.SAMEDIFF) || bench.name().equals(SMALLEST))
            .toList();
  }

  /** Setups of several cores: apart from the others, so that not all have to fit in memory. */
  private List<Arm.Setup> parallel(BenchCase bench) {
    List<Arm.Setup> setups = new ArrayList<>();
    for (String engine : wanted(bench)) {
      for (int count : threads) {
        if (count > 1 && (engine.equals(Engines.LIBTORCH) || engine.equals(Engines.ONNX))) {
          setups.add(new Arm.Setup(engine, count, 1));
        }
      }
      for (int count : replicas) {
        if (count > 1 && bench.work() == Work.TRAIN) {
          setups.add(new Arm.Setup(engine, 1, count));
        }
      }
    }
    if (bench.work() == Work.TRAIN) {
      replicas.stream()
          .filter(count -> count > 1)
          .forEach(count -> setups.add(new Arm.Setup(Engines.SGEMM, 1, count)));
    }
    return setups;
  }

  private void firstStep(BenchCase bench, BenchReport report) {
    for (String engine : wanted(bench)) {
      List<Double> seconds = new ArrayList<>();
      for (int i = 0; i < FIRST_STEPS; i++) {
        try (Arm arm = Arm.start(bench, new Arm.Setup(engine, 1, 1))) {
          seconds.add(arm.first());
        }
      }
      report.firstSteps(engine, seconds);
    }
  }

  private static void profile(BenchCase bench, BenchReport report) {
    List<String> engines = bench.work() == Work.MIXTURE ? bench.engines() : List.of(Engines.TAPE);
    for (String engine : engines) {
      try (Arm arm = Arm.start(bench, new Arm.Setup(engine, 1, 1))) {
        double ms = arm.run(1);
        while (ms > 0 && arm.run(1) < ms * 0.95) {
          ms = arm.run(1);
        }
        int count = (int) Math.max(2, Math.min(500, Math.round(20_000 / ms)));
        report.profile(engine, arm.profile(count));
      }
    }
  }
}
