package org.mosnas.model.supernet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.family.translation.TranslationEncoder;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.supernet.RouterInput.SpecRouterInput;

/**
 * Item 8.5.9: what experts and routers cost on HAT's space for WMT: the table of the specification.
 */
class ParameterOverheadTest {
  private static final int VOCABULARY = 32768;
  private static final TranslationShape SHAPE =
      TranslationShape.of(TestSpaces.hatWmt(), VOCABULARY, VOCABULARY);

  @ParameterizedTest
  @CsvSource({
    "2, 64, 834, 483968, 47240472, 53038080",
    "2, 128, 1666, 960512, 47250456, 58756608",
    "4, 128, 1924, 1918208, 141714480, 164709888",
    "6, 128, 2182, 2875904, 236178504, 270663168"
  })
  void isThatOfTheTable(
      int experts,
      int hidden,
      long layerWiseRouter,
      long neuronWiseRouter,
      long layerWiseExtra,
      long neuronWiseExtra) {
    assertOverhead(Mixture.layerWise(experts, hidden), layerWiseRouter, layerWiseExtra);
    assertOverhead(Mixture.neuronWise(experts, hidden), neuronWiseRouter, neuronWiseExtra);
  }

  @Test
  void thePlainSupernetHasNone() {
    assertThat(parameters(Mixture.NONE)).isEqualTo(70_900_992 + 640L * VOCABULARY);
  }

  private static void assertOverhead(Mixture mixture, long routersOfALayer, long extra) {
    assertThat(parameters(mixture) - parameters(Mixture.NONE)).as("%s", mixture).isEqualTo(extra);
    long routers =
        supernet(mixture).layout().slots().entrySet().stream()
            .filter(slot -> slot.getKey().startsWith("encoder.layers.0."))
            .filter(slot -> slot.getKey().contains("router"))
            .mapToLong(slot -> slot.getValue().size())
            .sum();
    assertThat(routers).as("%s", mixture).isEqualTo(routersOfALayer);
  }

  private static long parameters(Mixture mixture) {
    return supernet(mixture).layout().parameters();
  }

  private static Supernet supernet(Mixture mixture) {
    TranslationEncoder encoder = TranslationEncoder.forSpace(TestSpaces.hatWmt());
    return new Supernet(SHAPE, mixture, new SpecRouterInput(encoder, EncodingKind.AGGREGATE));
  }
}
