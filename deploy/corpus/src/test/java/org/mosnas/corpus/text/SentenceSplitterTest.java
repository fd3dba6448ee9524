package org.mosnas.corpus.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceSplitterTest {
  /** The sentences are separated by bars. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "en; Click OK.| The dialog closes.",
        "en; Is it open?| Then close it!| Done.",
        "en; Use a format, e.g. PDF, i.e. a portable one.",
        "en; Enter a limit (Example: Min. Value is 5).",
        "en; It is stored in column C.| The rest is empty.",
        "en; J. Smith wrote it.",
        "en; Choose \"Yes.\"| The file is saved.",
        "en; See Format - Cells... Then press Enter.",
        "en; A file named .DIC is created. it stays one sentence",
        "en; An error #VALUE! Error is shown.",
        "en; 1. Open the file.",
        "en; This is version 7.| It is new.",
        "en; The number 3.5 is rounded.",
        "de; Wählen Sie z. B. Datei oder z.B. Format.| Es öffnet sich ein Dialog.",
        "de; Am 1. Januar beginnt es.| Danach folgt mehr.",
        "de; Das war im Jahr 2010.| Danach folgt mehr.",
        "de; Klicken Sie auf „Neu.“| Der Dialog schließt sich.",
        "fr; Cliquez ici.| « Oui » ferme la fenêtre.",
        "zh-cn; 单击按钮。|打开对话框！|完成",
        "xx; No list is known. | Still it splits."
      })
  void splitsWhereSentencesEnd(String language, String marked) {
    List<String> expected = List.of(marked.split("\\|")).stream().map(String::strip).toList();
    String paragraph =
        language.startsWith("zh") ? String.join("", expected) : String.join(" ", expected);

    assertThat(new SentenceSplitter(Language.of(language)).split(paragraph)).isEqualTo(expected);
  }

  @Test
  void losesNothingButSpaces() {
    String[] pieces = {
      "a",
      "B",
      "12",
      ".",
      ". ",
      "... ",
      "…",
      "? ",
      "! ",
      " ",
      "\u00a0",
      "“",
      "„",
      "« ",
      "(",
      ")",
      "z. B. ",
      "#VALUE! ",
      "。",
      "编",
      "e.g. ",
      "ẞ",
      "\ud835\udc00. "
    };
    for (long seed = 0; seed < 2000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      String language = List.of("en", "de", "zh", "xx").get((int) (seed % 4));
      List<String> sentences = new SentenceSplitter(Language.of(language)).split(text.toString());
      assertThat(sentences).as("seed %d: \"%s\"", seed, text).noneMatch(String::isBlank);
      assertThat(String.join("", sentences).replaceAll("\\s", ""))
          .as("seed %d: \"%s\"", seed, text)
          .isEqualTo(text.toString().replaceAll("\\s", ""));
    }
  }

  @Test
  void emptyTextHasNoSentences() {
    assertThat(new SentenceSplitter(Language.of("en")).split("  ")).isEmpty();
    assertThat(new SentenceSplitter(Language.of("en")).split("...")).containsExactly("...");
  }
}
