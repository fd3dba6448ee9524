package org.mosnas.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InputFormTest {
  @Test
  void keepsTokenisedWordsAsTheyAre() {
    assertThat(InputForm.TOKENIZED.words("it &apos;s ##AT##-##AT##  fine .\u00a0"))
        .containsExactly("it", "&apos;s", "##AT##-##AT##", "fine", ".");
    assertThat(InputForm.TOKENIZED.text(InputForm.TOKENIZED.words("a , b ."))).isEqualTo("a , b .");
  }
}
