package org.mosnas.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.TestSpaces;
import org.mosnas.model.space.TranslationSpec;

class TranslationShapeTest {
  private static final SearchSpace SPACE = TestSpaces.micro();

  @Test
  void theShapeOfASpaceIsThatOfItsLargestSubnet() {
    TranslationShape shape = TranslationShape.of(SPACE, 12, 12);
    assertThat(shape.envelope()).isEqualTo(SPACE.largest());
    assertThat(shape.qkvSize()).isEqualTo(8);
    assertThat(shape.fullWidth()).isEqualTo(new FullWidth(8, 8));
  }

  /** Positions and dropout go on as in the supernet. */
  @Test
  void aSubnetOnItsOwnRemembersTheWidthOfItsSupernet() {
    TranslationSpec small = SPACE.smallest();
    TranslationShape single = TranslationShape.of(SPACE, 12, 12).single(small);
    assertThat(single.envelope()).isEqualTo(small);
    assertThat(single.fullWidth()).isEqualTo(new FullWidth(8, 8));
    assertThat(small.encoderEmbed()).isEqualTo(6);
  }

  @Test
  void sharedEmbeddingsNeedOneVocabulary() {
    assertThatThrownBy(() -> TranslationShape.of(SPACE, 12, 13))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("12 and 13");
    assertThat(TranslationShape.of(TestSpaces.hatIwslt(), 12, 13).targetVocabulary()).isEqualTo(13);
  }
}
