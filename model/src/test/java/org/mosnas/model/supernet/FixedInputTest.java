package org.mosnas.model.supernet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.family.translation.TranslationEncoder;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.family.translation.TranslationSpace;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.supernet.RouterInput.SpecRouterInput;

/** Item 8.5.5: the ablation: routers that see 0.5 whatever the architecture. */
class FixedInputTest {
  private static final TranslationSpace SPACE = TestSpaces.micro();

  @ParameterizedTest
  @EnumSource(Mixture.Routing.class)
  void mixesAllArchitecturesAlike(Mixture.Routing routing) {
    assertThat(smallestIsAPrefixOfLargest(routing, EncodingKind.FIXED)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Mixture.Routing.class)
  void isAnAblationOfWhatOtherInputsDo(Mixture.Routing routing) {
    assertThat(smallestIsAPrefixOfLargest(routing, EncodingKind.AGGREGATE)).isFalse();
    assertThat(smallestIsAPrefixOfLargest(routing, EncodingKind.FINE)).isFalse();
  }

  private static boolean smallestIsAPrefixOfLargest(Mixture.Routing routing, EncodingKind input) {
    Supernet supernet =
        new Supernet(
            TranslationShape.of(SPACE, 12, 12),
            new Mixture(2, routing, Mixture.RouterScope.MATRIX, 16, 2, 0.1),
            new SpecRouterInput(TranslationEncoder.forSpace(SPACE), input));
    TranslationSpec small = SPACE.smallest();
    try (ParameterBank parameters = Initializer.initialize(supernet, 1);
        Workbench bench = new Workbench()) {
      Subnet largest = supernet.collapse(SPACE.largest(), parameters, bench);
      Subnet smallest = supernet.collapse(small, parameters, bench);
      for (String name : supernet.denseLayout(small).names()) {
        Matrix narrow = smallest.weight(name).value();
        Matrix wide = largest.weight(name).value().prefix(narrow.rows(), narrow.columns());
        if (!java.util.Arrays.equals(narrow.toArray(), wide.toArray())) {
          return false;
        }
      }
      return true;
    }
  }
}
