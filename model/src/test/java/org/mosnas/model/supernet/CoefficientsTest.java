package org.mosnas.model.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.model.family.translation.TranslationSpec;

/** What routers say is what the dense weights of a subnet are mixed with. */
class CoefficientsTest {
  @ParameterizedTest
  @MethodSource("org.mosnas.model.supernet.TinySpecs#mixtures")
  void mixTheExpertsToTheWeightsOfTheSubnet(Mixture mixture) {
    Supernet supernet = TinySupernet.mixture(mixture);
    for (int seed = 0; seed < 5; seed++) {
      TranslationSpec spec = TinySpecs.random(new SplittableRandom(seed));
      try (ParameterBank bank = new ParameterBank(supernet.layout())) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] parameters = new float[supernet.layout().floats()];
        for (int i = 0; i < parameters.length; i++) {
          parameters[i] = (float) (random.nextDouble() - 0.5);
        }
        bank.assign(parameters);
        Map<String, double[][]> coefficients = supernet.coefficients(spec, parameters);
        try (ParameterBank dense = supernet.extract(spec, parameters).toBank()) {
          assertThat(coefficients.keySet())
              .hasSize(2 * (spec.encoder().size() + spec.decoder().size()));
          coefficients.forEach((map, rows) -> assertMixed(map, rows, mixture, bank, dense));
        }
      }
    }
  }

  private static void assertMixed(
      String map, double[][] rows, Mixture mixture, ParameterBank bank, ParameterBank dense) {
    boolean neuronWise = mixture.routing() == Mixture.Routing.NEURON_WISE;
    int neurons = dense.matrix(map + ".weight").rows();
    assertThat(rows).hasNumberOfRows(neuronWise ? neurons : 1);
    for (int n = 0; n < neurons; n++) {
      double[] row = rows[neuronWise ? n : 0];
      assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-5));
      double mixed = 0;
      for (int i = 0; i < mixture.experts(); i++) {
        String expert = i == 0 ? map : map + ".expert" + i;
        mixed += row[i] * bank.matrix(expert + ".weight").get(n, 0);
      }
      assertThat((double) dense.matrix(map + ".weight").get(n, 0))
          .as(map)
          .isCloseTo(mixed, within(1e-5));
    }
  }

  @Test
  void areNoneWithoutAMixture() {
    Supernet plain = TinySupernet.plain();
    assertThat(plain.coefficients(TinySupernet.small(), new float[plain.layout().floats()]))
        .isEmpty();
  }
}
