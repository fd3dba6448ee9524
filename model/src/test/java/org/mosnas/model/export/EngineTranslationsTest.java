package org.mosnas.model.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.family.translation.EmbeddingSharing;

class EngineTranslationsTest {
  private static final TranslationContent MODEL = TinyBundle.content(EmbeddingSharing.SHARED, 1);
  private static final String TOO_LONG = "a ".repeat(TranslationGraphs.MAX_POSITIONS);

  @Test
  void sentencesThatNoBundleTranslatesAreLeftOut() {
    assertThat(compute(List.of(TOO_LONG, "a house", "\u200b", "", "the cat")).translated())
        .extracting(TranslationVectors.Translated::text)
        .containsExactly("a house", "the cat");
  }

  @Test
  void oneSentenceIsNeeded() {
    assertThatThrownBy(() -> compute(List.of(TOO_LONG, "\u00a0")))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(
            "none of 2 test sentences has words and at most 1024 tokens, and without one a bundle"
                + " cannot be verified;");
  }

  private static TranslationVectors compute(List<String> lines) {
    return EngineTranslations.compute(MODEL.subnet(), MODEL.text(), lines, TinyBundle.DECODING, 2);
  }
}
