package org.mosnas.model.kernel.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.mosnas.model.kernel.Adam;

/** Losses, the optimizer, mixtures and products. */
final class StateChecks extends DeviceChecks {
  private final LossKernels losses;

  StateChecks(KernelChecks checks) {
    super(checks);
    this.losses = new LossKernels(gpu);
  }

  @Override
  void run() {
    scores(false);
    scores(true);
    squaredErrors();
    optimizer();
    mixtures();
    for (Precision precision : Precision.values()) {
      products(precision);
    }
  }

  private void scores(boolean biased) {
    int vocabulary = 301;
    Both x = both(5, vocabulary);
    Both bias = both(1, vocabulary);
    double[][] sums =
        matrix(5, vocabulary, (r, c) -> x.host()[r][c] + (biased ? bias.host()[0][c] : 0));
    int[] ids = random.ints(5, 0, vocabulary).toArray();
    double[] logSums = new double[5];
    double[][] expected = new double[5][2];
    double smoothing = 0.1f;
    for (int r = 0; r < 5; r++) {
      double sum = 0;
      double mean = 0;
      for (double score : sums[r]) {
        sum += Math.exp(score);
        mean += score / vocabulary;
      }
      logSums[r] = Math.log(sum);
      expected[r][1] = logSums[r] - sums[r][ids[r]];
      expected[r][0] = (1 - smoothing) * expected[r][1] + smoothing * (logSums[r] - mean);
    }
    DeviceMatrix each = fresh(5, 2);
    Optional<DeviceMatrix> added = biased ? Optional.of(bias.device()) : Optional.empty();
    losses.crossEntropy(x.device(), added, ints(ids), (float) smoothing, true, each);
    compare("cross_entropy", each, expected);
    compare(
        "cross_entropy",
        x.device(),
        matrix(
            5,
            vocabulary,
            (r, c) ->
                Math.exp(sums[r][c] - logSums[r])
                    - smoothing / vocabulary
                    - (c == ids[r] ? 1 - smoothing : 0)));
    DeviceMatrix sum = fresh(1, 2);
    losses.sum(each, 3, sum);
    compare("sum_losses", sum, new double[][] {{3 * total(expected, 0), total(expected, 1)}});
    Both p = both(7, 3);
    Both d = both(7, 3);
    double[][] soft = matrix(7, 3, (r, c) -> Math.exp(p.host()[r][c]) / sumOfExp(p.host()[r]));
    losses.softmax(p.device());
    compare("softmax_rows", p.device(), soft);
    losses.softmaxBackward(p.device(), d.device());
    compare(
        "softmax_rows_backward",
        d.device(),
        matrix(7, 3, (r, c) -> soft[r][c] * (d.host()[r][c] - dot(soft[r], d.host()[r]))));
  }

  private void squaredErrors() {
    Both x = both(301, 1);
    Both values = both(301, 1);
    DeviceMatrix gradient = fresh(301, 1);
    DeviceMatrix result = fresh(1, 2);
    losses.squaredErrors(x.device(), values.device().address(), 3, Optional.of(gradient), result);
    double[][] errors = matrix(301, 1, (r, c) -> x.host()[r][0] - values.host()[r][0]);
    double sum = total(matrix(301, 1, (r, c) -> errors[r][0] * errors[r][0]), 0);
    compare("squared_errors", result, new double[][] {{3 * sum, sum}});
    compare("squared_errors", gradient, matrix(301, 1, (r, c) -> 6 * errors[r][0]));
  }

  private void optimizer() {
    int count = 3000;
    Both p = both(1, count);
    Both g = both(1, count);
    Both m = both(1, count);
    Both v = both(1, count);
    rows.biasActivation(v.device(), fresh0(count), DeviceActivation.RECTIFIER, DeviceDropout.NONE);
    try (OptimizerKernels kernels = new OptimizerKernels(gpu)) {
      kernels.scale(g.device(), 7, 1.5);
      double squares = dot(g.host()[0], g.host()[0]);
      note("square_parts", Math.abs(gpu.downloadDouble(kernels.squares()) / squares - 1));
      Adam.Step step = Adam.Step.numbered(3, 1e-2, 0.9, 0.98, 1e-8, 1e-2, 1);
      kernels.adam(p.device(), g.device(), m.device(), v.device(), step);
      double scale = Math.min(1, 1.5 / (Math.sqrt(squares) / 7 + 1e-6)) / 7;
      double[][] means =
          matrix(1, count, (r, c) -> 0.9 * m.host()[0][c] + 0.1 * scale * g.host()[0][c]);
      double[][] meanSquares =
          matrix(
              1,
              count,
              (r, c) ->
                  step.beta2() * Math.max(0, v.host()[0][c])
                      + (1 - step.beta2()) * Math.pow(scale * g.host()[0][c], 2));
      compare("adam", m.device(), means);
      compare("adam", v.device(), meanSquares);
      compare(
          "adam",
          p.device(),
          matrix(
              1,
              count,
              (r, c) ->
                  p.host()[0][c] * (1 - step.decay())
                      - step.stepSize()
                          * means[0][c]
                          / (Math.sqrt(meanSquares[0][c]) + step.epsilon())));
      for (float left : gpu.download(g.device())) {
        note("adam", Math.abs(left));
      }
    }
  }

  private DeviceMatrix fresh0(int count) {
    DeviceMatrix zeros = arena.allocate(1, count);
    rows.clear(zeros);
    return zeros;
  }

  private void mixtures() {
    int experts = 3;
    List<Both> weights = new ArrayList<>();
    List<Both> biases = new ArrayList<>();
    int[] words = new int[8 * experts];
    Both[] gradients = new Both[2 * experts];
    for (int i = 0; i < experts; i++) {
      weights.add(both(9, 40));
      biases.add(both(1, 9));
      gradients[i] = both(9, 40);
      gradients[experts + i] = both(1, 9);
      address(words, i, weights.get(i));
      address(words, experts + i, biases.get(i));
      address(words, 2 * experts + i, gradients[i]);
      address(words, 3 * experts + i, gradients[experts + i]);
    }
    MixKernels.Experts all = new MixKernels.Experts(ints(words), experts, 40);
    Both p = both(9, experts);
    Both dWeight = both(9, 33);
    Both dBias = both(1, 9);
    MixKernels mixes = new MixKernels(gpu);
    DeviceMatrix weight = fresh(9, 33);
    DeviceMatrix bias = fresh(1, 9);
    mixes.mix(all, p.device(), weight, bias);
    compare(
        "mix",
        weight,
        matrix(9, 33, (r, c) -> mixed(p.host()[r], i -> weights.get(i).host()[r][c])));
    compare(
        "mix", bias, matrix(1, 9, (r, c) -> mixed(p.host()[c], i -> biases.get(i).host()[0][c])));
    DeviceMatrix dp = fresh(9, experts);
    mixes.backward(all, p.device(), dWeight.device(), dBias.device(), dp);
    compare(
        "mix_backward",
        dp,
        matrix(
            9,
            experts,
            (r, i) -> {
              double sum = dBias.host()[0][r] * biases.get(i).host()[0][r];
              for (int c = 0; c < 33; c++) {
                sum += dWeight.host()[r][c] * weights.get(i).host()[r][c];
              }
              return sum;
            }));
    compare(
        "mix_backward",
        gradients[1].device(),
        matrix(
            9,
            40,
            (r, c) ->
                gradients[1].host()[r][c] + (c < 33 ? p.host()[r][1] * dWeight.host()[r][c] : 0)));
  }

  private static void address(int[] words, int index, Both matrix) {
    words[2 * index] = (int) matrix.device().address();
    words[2 * index + 1] = (int) (matrix.device().address() >>> Integer.SIZE);
  }

  private static double mixed(double[] p, java.util.function.IntToDoubleFunction value) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += p[i] * value.applyAsDouble(i);
    }
    return sum;
  }

  /** All three layouts of a product; bfloat16 against factors that are rounded already. */
  private void products(Precision precision) {
    Products products = new Products(gpu, rows, arena, precision);
    products.begin(true);
    DoubleUnaryOperator round =
        precision == Precision.BFLOAT16 ? StateChecks::rounded : DoubleUnaryOperator.identity();
    Both x = both(21, 45);
    Both w = both(33, 45);
    Both dy = both(21, 33);
    Factor xs = products.factor(x.device());
    Factor ws = products.factor(w.device());
    Factor dys = products.factor(dy.device());
    DeviceMatrix y = fresh(21, 33);
    products.timesTransposed(2, xs, ws, 0, y);
    String name = "products, " + precision.name().toLowerCase(java.util.Locale.ROOT);
    compare(name, y, sums(21, 33, 45, (r, c, k) -> 2 * of(round, x, r, k) * of(round, w, c, k)));
    DeviceMatrix dx = fresh(21, 45);
    products.times(1, dys, ws, 0, dx);
    compare(name, dx, sums(21, 45, 33, (r, c, k) -> of(round, dy, r, k) * of(round, w, k, c)));
    DeviceMatrix dw = fresh(33, 45);
    products.transposedTimes(1, dys, xs, 0, dw);
    compare(name, dw, sums(33, 45, 21, (r, c, k) -> of(round, dy, k, r) * of(round, x, k, c)));
    products.begin(false);
  }

  private static double of(DoubleUnaryOperator round, Both matrix, int r, int c) {
    return round.applyAsDouble(matrix.host()[r][c]);
  }

  private static double rounded(double value) {
    int bits = Float.floatToRawIntBits((float) value);
    return Float.intBitsToFloat(bits + 0x7fff + (bits >>> 16 & 1) & 0xffff0000);
  }

  /** What a row, a column and a place between them add. */
  @FunctionalInterface
  private interface Term {
    double at(int row, int column, int inner);
  }

  private static double[][] sums(int height, int width, int inner, Term term) {
    return matrix(
        height,
        width,
        (r, c) -> {
          double sum = 0;
          for (int k = 0; k < inner; k++) {
            sum += term.at(r, c, k);
          }
          return sum;
        });
  }

  private static double sumOfExp(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += Math.exp(value);
    }
    return sum;
  }
}
