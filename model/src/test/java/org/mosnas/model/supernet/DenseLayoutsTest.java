package org.mosnas.model.supernet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.supernet.Supernet.DenseLayouts;

class DenseLayoutsTest {
  private static final TranslationShape SHAPE = TinySupernet.shape(EmbeddingSharing.SHARED);

  @Test
  void equalSubnetsHaveOneLayout() {
    DenseLayouts layouts = new DenseLayouts(SHAPE);
    ParameterLayout small = layouts.of(TinySupernet.small());
    assertThat(layouts.of(TinySupernet.largest())).isNotSameAs(small);
    assertThat(TinySupernet.small()).isNotSameAs(TinySupernet.small());
    assertThat(layouts.of(TinySupernet.small())).isSameAs(small);
  }

  @Test
  void aSupernetComputesTheLayoutOfASubnetOnce() {
    Supernet supernet = TinySupernet.mixture(Mixture.neuronWise(2, 6));
    assertThat(supernet.denseLayout(TinySupernet.small()))
        .isSameAs(supernet.denseLayout(TinySupernet.small()));
  }

  /** Whether it is kept or was forgotten in between. */
  @Test
  void aLayoutIsThatOfTheSubnetOnItsOwnAmongHundreds() {
    DenseLayouts layouts = new DenseLayouts(SHAPE);
    for (int round = 0; round < 2; round++) {
      for (int seed = 0; seed < 200; seed++) {
        TranslationSpec spec = TinySpecs.random(new SplittableRandom(seed));
        ParameterLayout own = Supernet.plain(SHAPE.single(spec)).layout();
        ParameterLayout found = layouts.of(spec);
        assertThat(found.slots()).as("seed %d", seed).containsExactlyEntriesOf(own.slots());
        assertThat(found.floats()).isEqualTo(own.floats());
      }
    }
  }
}
