package org.mosnas.model.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.memory.Matrices;
import org.mosnas.model.memory.Matrix;

/**
 * Items 8.5.5 and 8.5.8: experts that are copies of one another: the mixture is the plain supernet.
 */
class EqualExpertsTest {
  static Stream<Mixture> mixtures() {
    return TinySpecs.mixtures();
  }

  @ParameterizedTest
  @MethodSource("mixtures")
  void giveThePlainSupernetWhateverTheRouterSays(Mixture mixture) {
    try (SupernetRun mixed = equalExperts(mixture);
        SupernetRun plain = new SupernetRun(TinySupernet.plain())) {
      for (String name : plain.supernet.layout().names()) {
        plain.parameters.matrix(name).assign(mixed.parameters.matrix(name).toArray());
      }
      for (int seed = 0; seed < 5; seed++) {
        TranslationSpec spec = TinySpecs.random(new SplittableRandom(seed));
        TinySupernet.Batch batch = TinySupernet.batch(seed);
        float[] expected = plain.logits(spec, batch).toArray();
        assertThat(mixed.logits(spec, batch).toArray())
            .as("seed %d", seed)
            .containsExactly(expected, within(1e-5f));
        randomiseRouters(mixed, seed);
        assertThat(mixed.logits(spec, batch).toArray())
            .as("seed %d, other routers", seed)
            .containsExactly(expected, within(1e-5f));
      }
    }
  }

  /** {@code dL/dW_i = p_i G}, where G is the gradient of the plain weight; routers get nothing. */
  @ParameterizedTest
  @MethodSource("mixtures")
  void splitTheGradientByTheCoefficientsAndLeaveRoutersNone(Mixture mixture) {
    TranslationSpec spec = TinySupernet.small();
    try (SupernetRun mixed = equalExperts(mixture);
        SupernetRun plain = new SupernetRun(TinySupernet.plain())) {
      for (String name : plain.supernet.layout().names()) {
        plain.parameters.matrix(name).assign(mixed.parameters.matrix(name).toArray());
      }
      mixed.gradients(spec, TinySupernet.batch(1));
      plain.gradients(spec, TinySupernet.batch(1));
      for (String name : mixed.supernet.layout().names()) {
        if (name.contains("router")) {
          for (float g : mixed.gradients.matrix(name).toArray()) {
            assertThat(g).as(name).isCloseTo(0f, within(1e-4f));
          }
        }
      }
      for (MixedMap map : mixed.supernet.mixedMaps()) {
        double[][] whole = Matrices.doubles(plain.gradients.matrix(map.name() + ".weight"));
        double[][] bias = Matrices.doubles(plain.gradients.matrix(map.name() + ".bias"));
        assertSplit(mixed, map, whole, bias);
      }
    }
  }

  private static void assertSplit(
      SupernetRun mixed, MixedMap map, double[][] whole, double[][] wholeBias) {
    int experts = mixed.supernet.mixture().experts();
    for (int row = 0; row < whole.length; row++) {
      double shares = 0;
      for (int i = 0; i < experts; i++) {
        double[] part = Matrices.doubles(mixed.gradients.matrix(map.expert(i) + ".weight"))[row];
        double share = share(part, whole[row]);
        for (int c = 0; c < part.length; c++) {
          assertThat(part[c]).as(map.expert(i)).isCloseTo(share * whole[row][c], within(1e-4));
        }
        float b = mixed.gradients.matrix(map.expert(i) + ".bias").get(0, row);
        assertThat((double) b).isCloseTo(share * wholeBias[0][row], within(1e-4));
        shares += share;
      }
      if (Math.sqrt(squares(whole[row])) > 0.1) {
        assertThat(shares).as("%s row %d", map.name(), row).isCloseTo(1, within(1e-3));
      }
    }
  }

  /** The coefficient that makes {@code part} a multiple of {@code whole}, by least squares. */
  private static double share(double[] part, double[] whole) {
    double dot = 0;
    for (int c = 0; c < part.length; c++) {
      dot += part[c] * whole[c];
    }
    return dot == 0 ? 0 : dot / squares(whole);
  }

  private static double squares(double[] row) {
    double sum = 0;
    for (double x : row) {
      sum += x * x;
    }
    return sum;
  }

  private static SupernetRun equalExperts(Mixture mixture) {
    SupernetRun run = new SupernetRun(TinySupernet.mixture(mixture));
    for (MixedMap map : run.supernet.mixedMaps()) {
      for (int i = 1; i < mixture.experts(); i++) {
        for (String part : new String[] {".weight", ".bias"}) {
          float[] first = run.parameters.matrix(map.name() + part).toArray();
          run.parameters.matrix(map.expert(i) + part).assign(first);
        }
      }
    }
    return run;
  }

  private static void randomiseRouters(SupernetRun run, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (String name : run.supernet.layout().names()) {
      if (name.contains("router")) {
        Matrix values = run.parameters.matrix(name);
        values.assign(Matrices.random(values.rows(), values.columns(), random).toArray());
      }
    }
  }
}
