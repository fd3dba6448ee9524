package org.mosnas.corpus.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void tokensAreWordsAndSigns() {
    assertThat(Words.tokens("Don't use „Ä1“,\u00a0ok…"))
        .containsExactly("Don", "'", "t", "use", "„", "Ä1", "“", ",", "ok", "…");
    assertThat(Words.tokens("在Writer中")).containsExactly("在", "Writer", "中");
    assertThat(Words.tokens(" ")).isEmpty();
  }

  @Test
  void wordsAreLowerCasedAndWithoutSigns() {
    assertThat(Words.words("Öffnen Sie: A-1!")).containsExactly("öffnen", "sie", "a", "1");
  }

  @Test
  void lettersIgnoreCaseSignsAndDigits() {
    assertThat(Words.letters("Seite 7: „Ende“.")).isEqualTo(Words.letters("seite Ende 8"));
  }
}
