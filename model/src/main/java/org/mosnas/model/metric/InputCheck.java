package org.mosnas.model.metric;

import java.util.ArrayList;
import java.util.List;
import org.mosnas.model.text.Whitespace;

/** Looks for text that BLEU and chrF are not meant for: they tokenise for themselves. */
public final class InputCheck {
  /** sacreBLEU's number of lines with a tokenised full stop. */
  private static final int TOKENIZED_LINES = 100;

  private InputCheck() {}

  /**
   * What is wrong with a text, as far as one can see.
   *
   * @param name of the text, for the messages
   * @return one sentence per finding; none for plain text
   */
  public static List<String> warnings(String name, List<String> lines) {
    List<String> warnings = new ArrayList<>();
    long tokenized =
        lines.stream().filter(line -> Whitespace.stripTrailing(line).endsWith(" .")).count();
    if (tokenized >= TOKENIZED_LINES) {
      warnings.add(
          name
              + " looks tokenised: "
              + tokenized
              + " lines end in \" .\"; scores of tokenised text cannot be compared with others,"
              + " detokenise it first");
    }
    long pieces = lines.stream().filter(InputCheck::holdsPieces).count();
    if (pieces > 0) {
      warnings.add(
          name
              + " holds byte pairs: "
              + pieces
              + " lines have words with \"@@\" at the end; join the pieces first (sed 's/@@ //g')");
    }
    return warnings;
  }

  private static boolean holdsPieces(String line) {
    return line.contains("@@ ") || line.endsWith("@@");
  }
}
