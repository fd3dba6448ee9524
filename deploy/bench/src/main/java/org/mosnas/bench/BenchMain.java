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
import java.util.regex.PatternSyntaxException;
import org.mosnas.bench.BenchCase.Work;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.error.StandardOutput;
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
        "Measures train steps, scoring and decoding on our engines, on libtorch, on ONNX Runtime and,"
            + " if asked to, on Python's PyTorch; the engines of a case taking turns, after checking"
            + " that they compute the same.")
final class BenchMain implements Callable<Integer> {
  private static final double QUICK_SECONDS = 4;
  private static final int FIRST_STEPS = 5;

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
      defaultValue = "tape,samediff,libtorch,onnxruntime",
      description =
          "Of tape, tape-bfloat16 (train cases; another precision than the rest, needs a processor"
              + " that multiplies it), samediff, libtorch, pytorch (train and score cases; needs"
              + " Python with PyTorch) and onnxruntime (decode cases); default ${DEFAULT-VALUE}.")
  private List<String> engines;

  @Option(
      names = "--python",
      paramLabel = "COMMAND",
      defaultValue = "python3",
      description =
          "The interpreter for engine pytorch, such as venv/bin/python; default ${DEFAULT-VALUE}.")
  private String interpreter;

  @Option(
      names = "--threads",
      split = ",",
      paramLabel = "COUNT",
      description =
          "Threads of one operation, for libtorch, pytorch and onnxruntime; 1 is measured in any"
              + " case; default ${DEFAULT-VALUE}.",
      defaultValue = "1,2")
  private List<Integer> threads;

  @Option(
      names = "--replicas",
      split = ",",
      paramLabel = "COUNT",
      description =
          "Replicas of one thread in one process; 1 is measured in any case; default"
              + " ${DEFAULT-VALUE}.",
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
          "Instead of measuring: seconds from the start of a process to the end of its first step,"
              + " five times.")
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
    StandardOutput.install();
    int exitCode = commandLine().execute(args);
    System.exit(exitCode == 0 ? unwritten() : exitCode);
  }

  private static int unwritten() {
    try {
      StandardOutput.requireWritten();
      return 0;
    } catch (MosnasException failure) {
      System.err.println("mos: " + failure.getMessage());
      return failure.kind().exitCode();
    }
  }

  /** The command; a failure that a user can act on is one line. */
  static CommandLine commandLine() {
    return new CommandLine(new BenchMain())
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(
            (refused, arguments) -> {
              PrintWriter err = refused.getCommandLine().getErr();
              err.println("mos: " + refused.getMessage() + "; mos bench --help tells more");
              return ErrorKind.USAGE.exitCode();
            })
        .setExecutionExceptionHandler(
            (failure, parsed, result) -> {
              if (!(failure instanceof MosnasException known)) {
                throw failure;
              }
              parsed.getErr().println("mos: " + known.getMessage());
              return known.kind().exitCode();
            });
  }

  @Override
  public Integer call() throws IOException {
    if (kernels != null) {
      return kernels();
    }
    if (soak != null) {
      return soak() ? 0 : 1;
    }
    BenchCases cases = new BenchCases();
    if (list) {
      cases.names().forEach(out::println);
      return 0;
    }
    if (!(seconds > 0 && Double.isFinite(seconds))) {
      throw new MosnasException(
          ErrorKind.USAGE, "--seconds takes a number above 0, got " + seconds);
    }
    Lineup lineup = new Lineup(engines, threads, replicas, quick);
    List<BenchCase> chosen = chosen(cases, lineup);
    ResultsFile file = json == null ? null : new ResultsFile(json);
    BenchReport report = new BenchReport(out);
    if (lineup.engines().contains(Engines.PYTORCH)) {
      report.versions(python().requireTorch());
    }
    report.header();
    boolean agreed = true;
    for (BenchCase bench : chosen) {
      report.begin(bench);
      if (profile) {
        profile(bench, report);
      } else if (firstStep) {
        firstStep(bench, lineup, report);
      } else {
        agreed &= measure(bench, lineup, report);
      }
      if (file != null) {
        file.write(report.results());
      }
    }
    return agreed ? 0 : 1;
  }

  private boolean soak() {
    if (soak < 1) {
      throw new MosnasException(
          ErrorKind.USAGE, "--soak takes a whole number from 1 on, got " + soak);
    }
    return new Soak(out).run(soak);
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
    } catch (RunnerException | PatternSyntaxException e) {
      throw new MosnasException(ErrorKind.USAGE, e.getMessage(), e);
    }
  }

  /** The cases that were asked for and that an engine of the lineup can do. */
  private List<BenchCase> chosen(BenchCases cases, Lineup lineup) {
    Set<BenchCase> asked = new LinkedHashSet<>();
    if (globs.isEmpty()) {
      cases.names().stream()
          .filter(name -> !quick || BenchCases.QUICK.contains(name))
          .map(cases::named)
          .forEach(asked::add);
    }
    globs.forEach(glob -> asked.addAll(cases.matching(glob)));
    List<BenchCase> chosen = asked.stream().filter(c -> !lineup.of(c).isEmpty()).toList();
    if (chosen.isEmpty()) {
      throw new MosnasException(
          ErrorKind.USAGE,
          "no case that was asked for runs on "
              + String.join(",", lineup.engines())
              + "; pytorch takes train and score cases, onnxruntime decode cases");
    }
    return chosen;
  }

  private Python python() {
    return new Python(interpreter);
  }

  private boolean measure(BenchCase bench, Lineup lineup, BenchReport report) {
    Coordinator coordinator = new Coordinator(quick ? QUICK_SECONDS : seconds, python());
    Coordinator.Outcome single =
        coordinator.measure(bench, lineup.singles(bench), bench.work() != Work.MIXTURE);
    report.agreement(single.agreement());
    report.add(single.measurements(), single.agreement());
    if (bench.work() == Work.MIXTURE) {
      report.mixtures(single.measurements());
    }
    List<EngineProcess.Setup> others = lineup.parallel(bench);
    if (!others.isEmpty()) {
      List<Timing> parallel = coordinator.measure(bench, others, false).measurements();
      report.add(parallel, single.agreement());
      report.cores(parallel, single.agreement());
    }
    return single.agreement().holds();
  }

  private void firstStep(BenchCase bench, Lineup lineup, BenchReport report) {
    for (String engine : lineup.of(bench)) {
      List<Double> seconds = new ArrayList<>();
      for (int i = 0; i < FIRST_STEPS; i++) {
        try (EngineProcess process =
            EngineProcess.start(bench, new EngineProcess.Setup(engine, 1, 1), python())) {
          seconds.add(process.first());
        }
      }
      report.firstSteps(engine, seconds);
    }
  }

  private void profile(BenchCase bench, BenchReport report) {
    List<String> engines = bench.work() == Work.MIXTURE ? bench.engines() : List.of(Engines.TAPE);
    for (String engine : engines) {
      try (EngineProcess process =
          EngineProcess.start(bench, new EngineProcess.Setup(engine, 1, 1), python())) {
        double ms = process.run(1);
        while (ms > 0 && process.run(1) < ms * 0.95) {
          ms = process.run(1);
        }
        int count = (int) Math.max(2, Math.min(500, Math.round(20_000 / ms)));
        report.profile(engine, process.profile(count));
      }
    }
  }
}
