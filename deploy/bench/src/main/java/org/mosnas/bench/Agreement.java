package org.mosnas.bench;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mosnas.model.supernet.ParameterLayout;

/**
 * How far engines are from the first of them.
 *
 * @param reference the first engine
 * @param worst the worst difference per engine but the first
 */
record Agreement(String reference, Map<String, Difference> worst) {
  /** A gradient below this share of the whole is compared with this share. */
  private static final double FLOOR = 1e-4;

  /**
   * A relative difference.
   *
   * @param relative its size, 1 for anything of different length
   * @param of what differs: {@code loss}, {@code tokens} or a parameter's gradient
   */
  record Difference(double relative, String of) {
    /** Whether an engine that is so far from the first one computes the same. */
    boolean isSmallFor(String engine) {
      return relative <= Engines.tolerance(engine);
    }

    private Difference orWorse(double other, String what) {
      // Not a number is worse than anything, and stays so.
      return other <= relative || Double.isNaN(relative) ? this : new Difference(other, what);
    }
  }

  /**
   * What an engine computed.
   *
   * @param numbers loss or tokens
   * @param gradients file in the layout of the parameters; empty where there are none
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  record Result(double[] numbers, Path gradients) {}

  /** Nothing to compare. */
  static Agreement none() {
    return new Agreement("", Map.of());
  }

  /** Compares all with the first. */
  static Agreement of(BenchCase bench, Map<String, Result> results) throws IOException {
    Map<String, Difference> worst = new LinkedHashMap<>();
    String reference = "";
    Result first = null;
    for (Map.Entry<String, Result> entry : results.entrySet()) {
      if (first == null) {
        reference = entry.getKey();
        first = entry.getValue();
      } else {
        worst.put(entry.getKey(), difference(bench, first, entry.getValue()));
      }
    }
    return new Agreement(reference, worst);
  }

  /** Whether all agree. */
  boolean holds() {
    return worst.keySet().stream().allMatch(this::holdsFor);
  }

  /** Whether {@code engine} agrees with the first, or is the first. */
  boolean holdsFor(String engine) {
    return !worst.containsKey(engine) || worst.get(engine).isSmallFor(engine);
  }

  private static Difference difference(BenchCase bench, Result a, Result b) throws IOException {
    String what = bench.work() == BenchCase.Work.DECODE ? "tokens" : "loss";
    if (a.numbers().length != b.numbers().length) {
      return new Difference(1, what);
    }
    Difference worst = new Difference(0, what);
    for (int i = 0; i < a.numbers().length; i++) {
      double scale = Math.max(Math.abs(a.numbers()[i]), 1e-30);
      worst = worst.orWorse(Math.abs(a.numbers()[i] - b.numbers()[i]) / scale, what);
    }
    if (bench.work() == BenchCase.Work.TRAIN) {
      worst = gradients(worst, bench.network().layout(), a.gradients(), b.gradients());
    }
    return worst;
  }

  /** For every parameter, the norm of the difference by the norm of the first. */
  private static Difference gradients(Difference soFar, ParameterLayout layout, Path a, Path b)
      throws IOException {
    try (FileChannel first = FileChannel.open(a);
        FileChannel second = FileChannel.open(b)) {
      FloatBuffer x = map(first);
      FloatBuffer y = map(second);
      Map<String, double[]> squares = new LinkedHashMap<>();
      layout.slots().forEach((name, slot) -> squares.put(name, squares(x, y, slot)));
      double floor =
          FLOOR * Math.sqrt(squares.values().stream().mapToDouble(sums -> sums[1]).sum());
      Difference worst = soFar;
      for (Map.Entry<String, double[]> entry : squares.entrySet()) {
        double norm = Math.max(Math.sqrt(entry.getValue()[1]), floor);
        String what = "gradient of " + entry.getKey();
        worst = worst.orWorse(Math.sqrt(entry.getValue()[0]) / norm, what);
      }
      return worst;
    }
  }

  /** Sums of squares: of the difference, and of the first. */
  private static double[] squares(FloatBuffer x, FloatBuffer y, ParameterLayout.Slot slot) {
    double[] sums = new double[2];
    for (int at = slot.offset(); at < slot.offset() + slot.size(); at++) {
      double d = x.get(at) - y.get(at);
      sums[0] += d * d;
      sums[1] += (double) x.get(at) * x.get(at);
    }
    return sums;
  }

  private static FloatBuffer map(FileChannel file) throws IOException {
    return file.map(FileChannel.MapMode.READ_ONLY, 0, file.size())
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
