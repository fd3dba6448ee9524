package org.mosnas.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdentityTokenizerTest {
  private final IdentityTokenizer tokenizer = new IdentityTokenizer();

  @Test
  void keepsWordsAsTheyAre() {
    assertThat(tokenizer.tokenize("it &apos;s ##AT##-##AT##  fine .\u00a0"))
        .containsExactly("it", "&apos;s", "##AT##-##AT##", "fine", ".");
    assertThat(tokenizer.detokenize(tokenizer.tokenize("a , b ."))).isEqualTo("a , b .");
  }
}
