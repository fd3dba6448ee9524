package org.mosnas.corpus.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes words and signs as a sentence. */
final class Surface {
  static final String COMMA = ",";

  private Surface() {}

  /**
   * Joins words, commas and a final sign: no comma beside another sign or at the beginning, a
   * capital letter first.
   */
  static String sentence(List<String> words, String end) {
    List<String> kept = new ArrayList<>();
    for (String word : words) {
      boolean superfluous =
          word.equals(COMMA) && (kept.isEmpty() || kept.get(kept.size() - 1).equals(COMMA));
      if (!word.isEmpty() && !superfluous) {
        kept.add(word);
      }
    }
    if (kept.get(kept.size() - 1).equals(COMMA)) {
      kept.remove(kept.size() - 1);
    }
    String text = String.join(" ", kept).replace(" " + COMMA, COMMA) + end;
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
