package org.mosnas.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The table that is printed, and its lines as results. */
final class BenchReport {
  private static final String ROW = "  %-13s %7s %10s %7s %10s %8s %7s %10s %9s %9s%n";

  private final PrintWriter out;
  private final List<Result> results = new ArrayList<>();

  BenchReport(PrintWriter out) {
    this.out = out;
  }

  /** All lines so far. */
  List<Result> results() {
    return List.copyOf(results);
  }

  /** Prints which versions an engine has that the build does not fix. */
  void versions(String versions) {
    out.printf(Locale.ROOT, "%s%n", versions);
  }

  /** Prints what the numbers mean and on which machine they were measured. */
  void header() {
    out.printf(Locale.ROOT, "%s%n", machine());
    out.printf(
        Locale.ROOT,
        "GFLOP/s count the products with weight matrices, output projection included: 2 per weight"
            + " and row that passes it, times 3%nin a train step (forward, and gradients of input"
            + " and of weight); nothing else: no attention scores, norms or Adam.%n"
            + "of sgemm: against the same products alone, by our BLAS, on as many cores."
            + "   x libtorch: how many times its tokens/s on%nas many cores."
            + "   threads 2x1: 2 replicas of 1 thread in one process, tokens of both.%n"
            + "memory: peak resident memory of the engine's process (VmHWM), libraries and heap"
            + " included.   +-: half the distance of the quartiles.%n"
            + "libtorch: DJL, network in TorchScript with fused linear maps, attention and Adam."
            + "   samediff: 1 thread only.%n"
            + "onnxruntime: the graphs of an exported bundle under our search; translations only."
            + "   pytorch: Python's; no translations.%n");
    out.flush();
  }

  private static String machine() {
    String cpu = "unknown processor";
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"), StandardCharsets.UTF_8)) {
      cpu =
          lines
              .filter(line -> line.startsWith("model name"))
              .findFirst()
              .map(line -> line.substring(line.indexOf(':') + 1).strip())
              .orElse(cpu);
    } catch (IOException e) {
      // Another system: the name stays unknown.
    }
    return String.format(
        Locale.ROOT,
        "%s, %d cores, Java %s",
        cpu,
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version"));
  }

  /** Prints the name of a case, before it is measured. */
  void begin(BenchCase bench) {
    out.printf(Locale.ROOT, "%n%s%n", bench.name());
    out.flush();
  }

  /** Prints how far the engines are apart. */
  void agreement(Agreement agreement) {
    for (Map.Entry<String, Agreement.Difference> entry : agreement.worst().entrySet()) {
      Agreement.Difference difference = entry.getValue();
      out.printf(
          Locale.ROOT,
          "  check: %s against %s: %s, worst relative difference %.1e (%s)%n",
          entry.getKey(),
          agreement.reference(),
          difference.isSmallFor(entry.getKey()) ? "agrees" : "DISAGREES, so no ratio",
          difference.relative(),
          difference.of());
    }
    out.flush();
  }

  /** Adds and prints the measurements of a case. */
  void add(List<Timing> measurements, Agreement agreement) {
    boolean decodes = measurements.get(0).bench().work() == BenchCase.Work.DECODE;
    out.printf(
        Locale.ROOT,
        ROW,
        "engine",
        "threads",
        "ms",
        "+-",
        "tokens/s",
        "GFLOP/s",
        "sgemm",
        "x libtorch",
        decodes ? "x onnx rt" : "x pytorch",
        "memory");
    for (Timing measurement : measurements) {
      Result result = Result.of(measurement, measurements, agreement);
      results.add(result);
      out.printf(
          Locale.ROOT,
          ROW,
          result.engine(),
          measurement.setup().shape(),
          format("%.1f", result.medianMs()),
          format("%.1f%%", 100 * result.spread()),
          format("%.0f", result.tokensPerSecond()),
          format("%.1f", result.gflops()),
          format("%.2f", result.shareOfGemm()),
          format("%.2f", result.ratioToLibtorch()),
          format("%.2f", decodes ? result.ratioToOnnxRuntime() : result.ratioToPytorch()),
          format("%.0f MB", result.peakBytes() / 1e6));
    }
    out.flush();
  }

  /** Prints how much our replicas do beside whatever else the peers make of as many cores. */
  void cores(List<Timing> measurements, Agreement agreement) {
    for (Timing ours : measurements) {
      if (ours.setup().engine().equals(Engines.TAPE)) {
        measurements.stream()
            .filter(peer -> Engines.hasThreads(peer.setup().engine()))
            .filter(peer -> peer.setup().cores() == ours.setup().cores())
            .filter(peer -> agreement.holdsFor(peer.setup().engine()))
            .forEach(peer -> beside(ours, peer));
      }
    }
    out.flush();
  }

  private void beside(Timing ours, Timing peer) {
    out.printf(
        Locale.ROOT,
        "  on %d cores %s %s does %.2f times the tokens/s of %s %s%n",
        ours.setup().cores(),
        ours.setup().engine(),
        ours.setup().shape(),
        ours.tokensPerSecond() / peer.tokensPerSecond(),
        peer.setup().engine(),
        peer.setup().shape());
  }

  /** Prints how the time of mixtures compares with the first measurement. */
  void mixtures(List<Timing> measurements) {
    double plain = measurements.get(0).medianMs();
    for (Timing one : measurements.subList(1, measurements.size())) {
      if (!one.setup().engine().equals(Engines.SGEMM)) {
        out.printf(
            Locale.ROOT,
            "  %s takes %.3f times as long as %s%n",
            one.setup().engine(),
            one.medianMs() / plain,
            measurements.get(0).setup().engine());
      }
    }
    out.flush();
  }

  /** Prints how long the first steps took, in seconds. */
  void firstSteps(String engine, List<Double> seconds) {
    List<Double> sorted = seconds.stream().sorted().toList();
    out.printf(
        Locale.ROOT,
        "  %-10s first step done %.1f s after the start of its process (median of %d, %.1f"
            + " to %.1f)%n",
        engine,
        sorted.get(sorted.size() / 2),
        sorted.size(),
        sorted.get(0),
        sorted.get(sorted.size() - 1));
    out.flush();
  }

  /** Prints the shares of a profile, the largest first, and sums by operation and by kernel. */
  void profile(String engine, String entries) {
    out.printf(Locale.ROOT, "  %s%n", engine);
    List<String[]> rows = new ArrayList<>();
    for (String entry : entries.split("\t")) {
      rows.add(entry.split("\\|"));
    }
    out.printf(Locale.ROOT, "  by operation: %s%n", sums(rows, 0));
    out.printf(Locale.ROOT, "  by kernel:    %s%n", sums(rows, 1));
    for (String[] row : rows.subList(0, Math.min(25, rows.size()))) {
      out.printf(
          Locale.ROOT, "  %5.1f%%  %-28s %s%n", 100 * Double.parseDouble(row[2]), row[0], row[1]);
    }
    out.flush();
  }

  private static String sums(List<String[]> rows, int column) {
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                row -> row[column], Collectors.summingDouble(row -> Double.parseDouble(row[2]))))
        .entrySet()
        .stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .map(e -> String.format(Locale.ROOT, "%s %.1f%%", e.getKey(), 100 * e.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String format(String pattern, Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, pattern, value);
  }
}
