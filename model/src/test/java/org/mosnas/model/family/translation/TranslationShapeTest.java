package org.mosnas.model.family.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class TranslationShapeTest {
  private static final TranslationSpace SPACE = TestSpaces.micro();

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
  void costsAreTheFormulasAtALength() {
    TranslationShape shape = TranslationShape.of(TestSpaces.hatIwslt(), 12, 13);
    assertThat(shape.costs(9))
        .isEqualTo(new TranslationCosts(512, EmbeddingSharing.SEPARATE, 12, 13, 9));
    assertThat(shape.commonSizes())
        .containsOnly(entry("qkv-size", 512), entry("vocabulary-size", 13));
  }

  @Test
  void aBlankBatchHasSentencesOfOneLength() {
    TokenBatch blank = TranslationShape.of(SPACE, 12, 12).blank(3, 5);
    assertThat(blank.examples()).isEqualTo(3);
    assertThat(blank.sourceLengths()).containsExactly(5, 5, 5);
    assertThat(blank.targetLengths()).containsExactly(5, 5, 5);
    assertThat(blank.tokens()).isEqualTo(15);
    assertThat(blank.source()).containsOnly(2);
    assertThat(blank.targets()).containsOnly(2);
  }

  @Test
  void sharedEmbeddingsNeedOneVocabulary() {
    assertThatThrownBy(() -> TranslationShape.of(SPACE, 12, 13))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("12 and 13");
    assertThat(TranslationShape.of(TestSpaces.hatIwslt(), 12, 13).targetVocabulary()).isEqualTo(13);
  }
}
