package org.mosnas.model.kernel.cuda;

import java.util.Map;
import java.util.SplittableRandom;

/** Random numbers on the device and on the host, and what computing with both comes to. */
abstract class DeviceChecks {
  final SplittableRandom random;
  final Gpu gpu;
  final DeviceArena arena;
  final RowKernels rows;
  private final Map<String, Double> errors;

  /** Checks on what {@code checks} have open. */
  DeviceChecks(KernelChecks checks) {
    this.random = checks.random();
    this.gpu = checks.gpu();
    this.arena = checks.arena();
    this.rows = new RowKernels(gpu, arena);
    this.errors = checks.found();
  }

  /** Runs them all. */
  abstract void run();

  /** A matrix on the device and on the host. */
  record Both(DeviceMatrix device, double[][] host) {}

  static Both both(Gpu gpu, DeviceArena arena, SplittableRandom random, int rowCount, int columns) {
    float[] values = new float[rowCount * columns];
    double[][] host = new double[rowCount][columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
      host[i / columns][i % columns] = values[i];
    }
    DeviceMatrix device = arena.allocate(rowCount, columns);
    gpu.upload(values, device.address());
    return new Both(device, host);
  }

  final Both both(int rowCount, int columns) {
    return both(gpu, arena, random, rowCount, columns);
  }

  final DeviceMatrix fresh(int rowCount, int columns) {
    DeviceMatrix matrix = arena.allocate(rowCount, columns);
    gpu.fill(matrix.address(), 0x7fc00000, matrix.size());
    return matrix;
  }

  final long ints(int... values) {
    long address = arena.allocateBytes((long) values.length * Integer.BYTES);
    gpu.upload(values, address);
    return address;
  }

  final void note(String kernel, double error) {
    errors.merge(kernel, error, (a, b) -> a >= b ? a : b);
  }

  final void compare(String kernel, DeviceMatrix actual, double[][] expected) {
    note(kernel, error(gpu.download(actual), expected));
  }

  static double error(float[] actual, double[][] expected) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < actual.length; i++) {
      double e = expected[i / expected[0].length][i % expected[0].length];
      difference += (actual[i] - e) * (actual[i] - e);
      norm += e * e;
    }
    return Math.sqrt(difference / norm);
  }

  /** Factor on an element: 0 where it is dropped. */
  static double kept(DeviceDropout dropout, int index) {
    int x = index + dropout.seed();
    x ^= x >>> 16;
    x *= 0x85ebca6b;
    x ^= x >>> 13;
    x *= 0xc2b2ae35;
    return (x ^ (x >>> 16)) >>> 1 >= dropout.threshold() ? dropout.scale() : 0;
  }

  /** What stands in a row and a column. */
  @FunctionalInterface
  interface Element {
    double at(int row, int column);
  }

  static double[][] matrix(int height, int width, Element element) {
    double[][] values = new double[height][width];
    for (int r = 0; r < height; r++) {
      for (int c = 0; c < width; c++) {
        values[r][c] = element.at(r, c);
      }
    }
    return values;
  }

  static double total(double[][] x, int column) {
    double sum = 0;
    for (double[] row : x) {
      sum += row[column];
    }
    return sum;
  }

  static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}
