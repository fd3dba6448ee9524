package org.mosnas.model.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.model.engine.Engine.Pass;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.engine.tape.TapeOps;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.TokenBatch;
import org.mosnas.model.family.translation.TranslationNetwork;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.objective.CrossEntropy;

/** Item 8.5.7 of the specification. */
class SupernetGradientTest {
  private static final DropoutRates DROPOUT = new DropoutRates(0.3, 0.2, 0.1);
  private static final long DROPOUT_SEED = 5;

  static Stream<Supernet> supernets() {
    return Stream.of(
        TinySupernet.plain(),
        Supernet.plain(TinySupernet.shape(EmbeddingSharing.SEPARATE)),
        TinySupernet.mixture(Mixture.layerWise(2, 6)),
        TinySupernet.mixture(Mixture.layerWise(3, 6)),
        TinySupernet.mixture(Mixture.neuronWise(2, 6)),
        TinySupernet.mixture(
            new Mixture(2, Mixture.Routing.LAYER_WISE, Mixture.RouterScope.MATRIX, 5, 3, 0.2)));
  }

  @ParameterizedTest
  @MethodSource("supernets")
  void gradientsOfTheLargestSubnetMatchCentralDifferences(Supernet supernet) {
    check(supernet, TinySupernet.largest());
  }

  @ParameterizedTest
  @MethodSource("supernets")
  void gradientsOfASmallSubnetMatchCentralDifferences(Supernet supernet) {
    check(supernet, TinySupernet.small());
  }

  @Test
  void nothingOutsideTheSliceGetsAGradient() {
    Supernet supernet = TinySupernet.mixture(Mixture.neuronWise(2, 6));
    try (ParameterBank parameters = Initializer.initialize(supernet, 3);
        ParameterBank gradients = new ParameterBank(supernet.layout());
        Workbench bench = new Workbench()) {
      loss(supernet, TinySupernet.small(), parameters, gradients, bench);
      Matrix fc1 = gradients.matrix("encoder.layers.0.fc1.expert1.weight");
      for (int r = 0; r < fc1.rows(); r++) {
        for (int c = 0; c < fc1.columns(); c++) {
          if (r >= 17 || c >= 12) {
            assertThat(fc1.get(r, c)).isZero();
          }
        }
      }
      assertThat(norm(gradients.matrix("decoder.layers.1.fc2.weight"))).isZero();
      assertThat(norm(gradients.matrix("encoder.layers.0.fc1.expert1.weight"))).isPositive();
    }
  }

  /** Every parameter by itself: the derivative along a random direction of its own. */
  private static void check(Supernet supernet, TranslationSpec spec) {
    SplittableRandom random = new SplittableRandom(11);
    try (ParameterBank parameters = Initializer.initialize(supernet, 3);
        ParameterBank gradients = new ParameterBank(supernet.layout());
        Workbench bench = new Workbench()) {
      for (String name : supernet.layout().names()) {
        jitter(parameters.matrix(name), random);
      }
      loss(supernet, spec, parameters, gradients, bench);
      double scale = Math.sqrt(norm(gradients.memory().view(0, 1, supernet.layout().floats())));
      for (String name : supernet.layout().names()) {
        Matrix values = parameters.matrix(name);
        float[] start = values.toArray();
        float[] direction = new float[start.length];
        for (int i = 0; i < direction.length; i++) {
          direction[i] = (float) (random.nextGaussian() / Math.sqrt(direction.length));
        }
        double numeric =
            (shifted(supernet, spec, parameters, values, start, direction, 4e-3f, bench)
                    - shifted(supernet, spec, parameters, values, start, direction, -4e-3f, bench))
                / 8e-3;
        values.assign(start);
        double analytic = dot(gradients.matrix(name).toArray(), direction);
        assertThat(analytic)
            .as("%s of %s", name, supernet.mixture())
            .isCloseTo(numeric, within(2e-3 * scale + 2e-2 * Math.abs(numeric)));
      }
    }
  }

  private static double shifted(
      Supernet supernet,
      TranslationSpec spec,
      ParameterBank parameters,
      Matrix values,
      float[] start,
      float[] direction,
      float by,
      Workbench bench) {
    float[] moved = start.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += by * direction[i];
    }
    values.assign(moved);
    try (ParameterBank unused = new ParameterBank(supernet.layout())) {
      return loss(supernet, spec, parameters, unused, bench);
    }
  }

  private static double loss(
      Supernet supernet,
      TranslationSpec spec,
      ParameterBank parameters,
      ParameterBank gradients,
      Workbench bench) {
    bench.arena().reset();
    Subnet subnet = supernet.collapse(spec, parameters, gradients, bench, DROPOUT_SEED);
    TapeOps ops = TapeOps.training(bench, subnet, Pass.of(DROPOUT_SEED));
    TranslationNetwork network = TinySupernet.network(supernet, spec, DROPOUT);
    TokenBatch batch = TinySupernet.batch(1).tokens();
    double loss = new CrossEntropy(0.1).loss(ops, network.run(ops, batch), batch).value().get(0, 0);
    ops.backward();
    subnet.backward();
    return loss;
  }

  private static void jitter(Matrix m, SplittableRandom random) {
    float[] values = m.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (0.1 * random.nextGaussian());
    }
    m.assign(values);
  }

  private static double norm(Matrix m) {
    float[] values = m.toArray();
    return dot(values, values);
  }

  private static double dot(float[] x, float[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (double) x[i] * y[i];
    }
    return sum;
  }
}
