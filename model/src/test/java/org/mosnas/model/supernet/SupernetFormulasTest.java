package org.mosnas.model.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.memory.Matrices;

/** The engine computes what the formulas say: values and gradients, for every way to mix. */
class SupernetFormulasTest {
  private static final double STEP = 1e-7;

  static Stream<Supernet> supernets() {
    return Stream.concat(
        Stream.of(
            TinySupernet.plain(), Supernet.plain(TinySupernet.shape(EmbeddingSharing.SEPARATE))),
        TinySpecs.mixtures().map(TinySupernet::mixture));
  }

  @ParameterizedTest
  @MethodSource("supernets")
  void logitsOfRandomSubnetsMatchTheFormulas(Supernet supernet) {
    try (SupernetRun run = new SupernetRun(supernet)) {
      DoubleSupernet exact = exact(supernet, DoubleSupernet.doubles(run.parameters));
      for (int seed = 0; seed < 10; seed++) {
        TranslationSpec spec = TinySpecs.random(new SplittableRandom(seed));
        TinySupernet.Batch batch = TinySupernet.batch(seed);
        double[][] found = Matrices.doubles(run.logits(spec, batch));
        double[][] expected = exact.logits(spec, batch);
        for (int t = 0; t < expected.length; t++) {
          assertThat(found[t])
              .as("seed %d, %s", seed, supernet.mixture())
              .containsExactly(expected[t], within(1e-5));
        }
      }
    }
  }

  /** Every parameter by itself, experts and routers among them, along two directions of its own. */
  @ParameterizedTest
  @MethodSource("supernets")
  void gradientsMatchCentralDifferencesOfTheFormulas(Supernet supernet) {
    SplittableRandom random = new SplittableRandom(21);
    try (SupernetRun run = new SupernetRun(supernet)) {
      Map<String, double[][]> values = DoubleSupernet.doubles(run.parameters);
      DoubleSupernet exact = exact(supernet, values);
      for (TranslationSpec spec :
          new TranslationSpec[] {TinySupernet.small(), TinySpecs.random(random)}) {
        TinySupernet.Batch batch = TinySupernet.batch(5);
        double loss = run.gradients(spec, batch);
        assertThat(loss)
            .isCloseTo(exact.loss(spec, batch, SupernetRun.SMOOTHING), within(1e-5 * loss));
        for (String name : supernet.layout().names()) {
          double[][] gradient = Matrices.doubles(run.gradients.matrix(name));
          double[][] direction = direction(gradient, random);
          double numeric =
              (moved(exact, spec, batch, values.get(name), direction, STEP)
                      - moved(exact, spec, batch, values.get(name), direction, -STEP))
                  / (2 * STEP);
          assertThat(dot(gradient, direction))
              .as("%s of %s", name, supernet.mixture())
              .isCloseTo(numeric, within(1e-4 * Math.sqrt(dot(gradient, gradient)) + 1e-6));
        }
      }
    }
  }

  private static DoubleSupernet exact(Supernet supernet, Map<String, double[][]> parameters) {
    return new DoubleSupernet(
        (TranslationShape) supernet.shape(),
        supernet.mixture(),
        new TinySupernet.WidthInput(),
        parameters::get);
  }

  private static double moved(
      DoubleSupernet exact,
      TranslationSpec spec,
      TinySupernet.Batch batch,
      double[][] values,
      double[][] direction,
      double by) {
    add(values, direction, by);
    double loss = exact.loss(spec, batch, SupernetRun.SMOOTHING);
    add(values, direction, -by);
    return loss;
  }

  private static void add(double[][] x, double[][] direction, double factor) {
    for (int r = 0; r < x.length; r++) {
      for (int c = 0; c < x[r].length; c++) {
        x[r][c] += factor * direction[r][c];
      }
    }
  }

  /** Gaussian, of length about one on each axis. */
  private static double[][] direction(double[][] like, SplittableRandom random) {
    double[][] direction = new double[like.length][like[0].length];
    for (double[] row : direction) {
      for (int c = 0; c < row.length; c++) {
        row[c] = random.nextGaussian();
      }
    }
    return direction;
  }

  private static double dot(double[][] x, double[][] y) {
    double sum = 0;
    for (int r = 0; r < x.length; r++) {
      for (int c = 0; c < x[r].length; c++) {
        sum += x[r][c] * y[r][c];
      }
    }
    return sum;
  }
}
