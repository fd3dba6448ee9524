package org.mosnas.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TextNormalizerTest {
  @Test
  void composesCharacters() {
    assertThat(TextNormalizer.normalize("Ku\u0308che")).isEqualTo("Küche");
  }

  @Test
  void removesWhatCannotBeSeen() {
    assertThat(TextNormalizer.normalize("a\u0007b\u00adc\u200bd\ufeffe\u202ef"))
        .isEqualTo("abcdef");
    assertThat(TextNormalizer.normalize("u\u00ad\u0308")).isEqualTo("ü");
  }

  @Test
  void keepsJoinersThatShapeWords() {
    assertThat(TextNormalizer.normalize("می\u200cخواهم \ud83d\udc69\u200d\ud83d\udcbb"))
        .isEqualTo("می\u200cخواهم \ud83d\udc69\u200d\ud83d\udcbb");
  }

  @Test
  void collapsesWhiteSpace() {
    assertThat(TextNormalizer.normalize("\u00a0a \t b\u3000")).isEqualTo("a b");
    assertThat(TextNormalizer.normalize(" a  b ")).isEqualTo("a b");
    assertThat(TextNormalizer.normalize("\u200b")).isEmpty();
  }

  @Test
  void changesNothingTheSecondTime() {
    long seed = 31;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 2000; i++) {
      String once = TextNormalizer.normalize(TextFixtures.randomLine(random, 20));
      assertThat(TextNormalizer.normalize(once)).as("seed %d, draw %d", seed, i).isEqualTo(once);
      assertThat(Normalizer.isNormalized(once, Normalizer.Form.NFC)).isTrue();
    }
  }
}
