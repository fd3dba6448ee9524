package org.mosnas.model.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected words were printed by sacreBLEU 2.6.0. */
class BleuTokenizerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "Hello, world! | Hello , world !",
        "It costs $1,000.50 (about 3.5%). | It costs $ 1,000.50 ( about 3.5 % ) .",
        "\"Quoted\" text &quot;here&quot; &amp; there &lt;b&gt;"
            + " | \" Quoted \" text \" here \" & there < b >",
        "well-known 1990-2000 e-mail | well-known 1990 - 2000 e-mail",
        "z.B. usw., 3.,4 .5 5. | z . B . usw . , 3 . , 4 . 5 5 .",
        "<skipped>a <x> b | a < x > b",
        "a\u00a0b\u2028c \u200bd | a b c \u200bd",
        "Straße für 20°C — “ja” … ¿qué? | Straße für 20°C — “ja” … ¿qué ?",
        "{a}~b [c]^d_e`f \\g/h @i:j;k=l?m | { a } ~ b [ c ] ^ d _ e ` f \\ g / h @ i : j ; k = l ? m",
        "😀,😀. | 😀 , 😀 .",
        "AT&amp;T &amp;lt; | AT & T <",
        "it's O'Neil | it's O'Neil",
        "-5 5- | -5 5 -",
        "..., ... | . . . , . . ."
      })
  void splitsAsMteval13a(String line, String words) {
    assertThat(String.join(" ", BleuTokenizer.V13A.words(line))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"'a, b.\u00a0c ', 'a, b. c'"})
  void leavesTokenisedTextAlone(String line, String words) {
    assertThat(String.join(" ", BleuTokenizer.NONE.words(line))).isEqualTo(words);
  }
}
