package org.mosnas.model.kernel.cuda;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Lookups, copies, biases and norms. */
final class RowChecks extends DeviceChecks {
  RowChecks(KernelChecks checks) {
    super(checks);
  }

  @Override
  void run() {
    lookups();
    for (int code = 0; code < 4; code++) {
      activation(code);
    }
    norms();
  }

  private void lookups() {
    Both table = both(11, 37);
    Both positions = both(9, 37);
    int[] ids = random.ints(23, 0, 11).toArray();
    int[] places = random.ints(23, 0, 9).toArray();
    DeviceMatrix y = fresh(23, 37);
    rows.embed(table.device(), positions.device(), ints(ids), ints(places), 3, y);
    compare(
        "embed",
        y,
        matrix(23, 37, (r, c) -> 3 * table.host()[ids[r]][c] + positions.host()[places[r]][c]));
    Both x = both(23, 37);
    Both sums = both(11, 37);
    double[][] expected = matrix(11, 37, (r, c) -> sums.host()[r][c]);
    for (int r = 0; r < 23; r++) {
      for (int c = 0; c < 37; c++) {
        expected[ids[r]][c] += 2 * x.host()[r][c];
      }
    }
    RowLists lists = RowLists.of(ids);
    rows.addRows(x.device(), lists.at(ints(lists.packed())), 2, sums.device());
    compare("add_rows", sums.device(), expected);
    Both into = both(23, 37);
    rows.gatherRows(table.device(), ints(ids), into.device(), true);
    compare(
        "gather_rows",
        into.device(),
        matrix(23, 37, (r, c) -> into.host()[r][c] + table.host()[ids[r]][c]));
    DeviceMatrix scattered = fresh(23, 37);
    int[] reversed = new int[23];
    Arrays.setAll(reversed, r -> 22 - r);
    rows.scatterRows(x.device(), ints(reversed), scattered);
    compare("scatter_rows", scattered, matrix(23, 37, (r, c) -> x.host()[22 - r][c]));
    Both wide = both(23, 50);
    rows.copy(0.5f, x.device(), wide.device().columns(3, 37), true);
    compare(
        "copy_rows",
        wide.device(),
        matrix(
            23,
            50,
            (r, c) -> wide.host()[r][c] + (c >= 3 && c < 40 ? 0.5 * x.host()[r][c - 3] : 0)));
  }

  /** The error function, by its series. */
  private static double erf(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; n < 200; n++) {
      term *= -x * x / n;
      sum += term / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }

  private static double below(double x) {
    return (1 + erf(x / Math.sqrt(2))) / 2;
  }

  private static double activated(int code, double x) {
    return switch (code) {
      case 0 -> x;
      case 1 -> Math.max(0, x);
      case 2 -> x * below(x);
      default -> Math.tanh(x);
    };
  }

  private static double slope(int code, double x) {
    return switch (code) {
      case 0 -> 1;
      case 1 -> x > 0 ? 1 : 0;
      case 2 -> below(x) + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
      default -> 1 - Math.tanh(x) * Math.tanh(x);
    };
  }

  private DeviceActivation activation(int code, Optional<DeviceMatrix> slopes) {
    return switch (code) {
      case 0 -> DeviceActivation.NONE;
      case 1 -> DeviceActivation.RECTIFIER;
      case 2 -> DeviceActivation.gelu(slopes);
      default -> DeviceActivation.tanh(slopes);
    };
  }

  private void activation(int code) {
    int height = 131;
    int width = 70;
    DeviceDropout dropout = DeviceDropout.of(0.3f, random.nextInt());
    Both x = both(height, width);
    Both bias = both(1, width);
    double[][] in = matrix(height, width, (r, c) -> (float) (x.host()[r][c] + bias.host()[0][c]));
    double[][] y =
        matrix(height, width, (r, c) -> kept(dropout, r * width + c) * activated(code, in[r][c]));
    DeviceMatrix unkept = arena.allocate(height, width);
    gpu.copy(x.device().address(), unkept.address(), unkept.size() * Float.BYTES);
    DeviceActivation activation = activation(code, Optional.of(fresh(height, width)));
    rows.biasActivation(x.device(), bias.device(), activation, dropout);
    compare("bias_activation", x.device(), y);
    rows.biasActivation(unkept, bias.device(), activation(code, Optional.empty()), dropout);
    compare("bias_activation", unkept, y);
    Both dy = both(height, width);
    Both sums = both(1, width);
    rows.biasActivationBackward(x.device(), dy.device(), activation, dropout, sums.device());
    double[][] dx =
        matrix(
            height,
            width,
            (r, c) -> slope(code, in[r][c]) * kept(dropout, r * width + c) * dy.host()[r][c]);
    compare("bias_activation_backward", dy.device(), dx);
    compare(
        "add_parts", sums.device(), matrix(1, width, (r, c) -> sums.host()[0][c] + total(dx, c)));
    Both z = both(height, width);
    rows.dropout(z.device(), dropout);
    compare(
        "drop_out",
        z.device(),
        matrix(height, width, (r, c) -> kept(dropout, r * width + c) * z.host()[r][c]));
  }

  private void norms() {
    for (int width : List.of(20, 330)) {
      NormCheck check =
          new NormCheck(
              both(19, width), both(19, width), both(1, width), both(1, width), both(1, width));
      DeviceDropout dropout = DeviceDropout.of(0.2f, random.nextInt());
      check.run(dropout);
      check.runAlone();
    }
  }

  private final class NormCheck {
    private final Both residual;
    private final Both x;
    private final Both before;
    private final Both weight;
    private final Both bias;

    NormCheck(Both residual, Both x, Both before, Both weight, Both bias) {
      this.residual = residual;
      this.x = x;
      this.before = before;
      this.weight = weight;
      this.bias = bias;
    }

    void run(DeviceDropout dropout) {
      int n = x.host()[0].length;
      DeviceMatrix y = fresh(19, n);
      RowKernels.Norm norm =
          new RowKernels.Norm(weight.device(), bias.device(), fresh(1, 19), 0.02f, dropout);
      rows.norm(residual.device(), x.device(), Optional.of(before.device()), norm, y);
      double[] inverse = new double[19];
      double[][] normalised = new double[19][n];
      for (int r = 0; r < 19; r++) {
        double mean = 0;
        double square = 0;
        for (int c = 0; c < n; c++) {
          double added = (x.host()[r][c] + before.host()[0][c]) * kept(dropout, r * n + c);
          normalised[r][c] = residual.host()[r][c] + added;
          mean += normalised[r][c] / n;
        }
        for (int c = 0; c < n; c++) {
          normalised[r][c] -= mean;
          square += normalised[r][c] * normalised[r][c] / n;
        }
        inverse[r] = 1 / Math.sqrt(square + 0.02f);
        for (int c = 0; c < n; c++) {
          normalised[r][c] *= inverse[r];
        }
      }
      compare(
          "norm",
          y,
          matrix(19, n, (r, c) -> normalised[r][c] * weight.host()[0][c] + bias.host()[0][c]));
      backward(norm, normalised, inverse, dropout);
    }

    /** The residual without what is added to it; it stays as it is. */
    void runAlone() {
      int n = x.host()[0].length;
      DeviceMatrix y = fresh(19, n);
      DeviceMatrix added = arena.allocate(19, n);
      rows.clear(added);
      DeviceMatrix normalised = fresh(19, n);
      DeviceMatrix alone = fresh(19, n);
      RowKernels.Norm norm =
          new RowKernels.Norm(
              weight.device(), bias.device(), fresh(1, 19), 1e-12f, DeviceDropout.NONE);
      rows.norm(residual.device(), added, Optional.empty(), norm, y);
      rows.norm(residual.device(), normalised, norm, alone);
      note("norm", equal(alone, y) && equal(normalised, added) ? 0 : 1);
      compare("norm", residual.device(), residual.host());
      Both dy = both(19, n);
      Both sums = both(3, n);
      DeviceMatrix expected = fresh(19, n);
      DeviceMatrix dx = fresh(19, n);
      for (DeviceMatrix target : List.of(expected, dx)) {
        rows.normBackward(
            dy.device(),
            normalised,
            norm,
            new RowKernels.NormGradients(
                sums.device().rows(0, 1),
                sums.device().rows(1, 1),
                sums.device().rows(2, 1),
                target,
                false,
                target == dx ? Optional.empty() : Optional.of(added)));
      }
      note("norm_backward", equal(dx, expected) && equal(added, expected) ? 0 : 1);
    }

    private boolean equal(DeviceMatrix x, DeviceMatrix y) {
      return Arrays.equals(gpu.download(x), gpu.download(y));
    }

    private void backward(
        RowKernels.Norm norm, double[][] normalised, double[] inverse, DeviceDropout dropout) {
      int n = normalised[0].length;
      Both dy = both(19, n);
      Both dResidual = both(19, n);
      Both dWeight = both(1, n);
      Both dBias = both(1, n);
      Both dBefore = both(1, n);
      DeviceMatrix dx = fresh(19, n);
      rows.normBackward(
          dy.device(),
          x.device(),
          norm,
          new RowKernels.NormGradients(
              dWeight.device(),
              dBias.device(),
              dBefore.device(),
              dResidual.device(),
              true,
              Optional.of(dx)));
      double[][] g = new double[19][n];
      for (int r = 0; r < 19; r++) {
        double mean = 0;
        double dot = 0;
        for (int c = 0; c < n; c++) {
          g[r][c] = dy.host()[r][c] * weight.host()[0][c];
          mean += g[r][c] / n;
          dot += g[r][c] * normalised[r][c] / n;
        }
        for (int c = 0; c < n; c++) {
          g[r][c] = (g[r][c] - mean - normalised[r][c] * dot) * inverse[r];
        }
      }
      double[][] dxs = matrix(19, n, (r, c) -> g[r][c] * kept(dropout, r * n + c));
      double[][] dw = matrix(19, n, (r, c) -> dy.host()[r][c] * normalised[r][c]);
      String kernel = "norm_backward";
      compare(kernel, dx, dxs);
      compare(
          kernel, dResidual.device(), matrix(19, n, (r, c) -> dResidual.host()[r][c] + g[r][c]));
      compare(
          kernel, dWeight.device(), matrix(1, n, (r, c) -> dWeight.host()[0][c] + total(dw, c)));
      compare(
          kernel, dBias.device(), matrix(1, n, (r, c) -> dBias.host()[0][c] + total(dy.host(), c)));
      compare(
          kernel, dBefore.device(), matrix(1, n, (r, c) -> dBefore.host()[0][c] + total(dxs, c)));
    }
  }
}
