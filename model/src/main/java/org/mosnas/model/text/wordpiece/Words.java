package org.mosnas.model.text.wordpiece;

import java.util.ArrayList;
import java.util.List;

/** The words of a text as BERT sees them: between white space, and every punctuation mark. */
public final class Words {
  private Words() {}

  /** The words of a text that is {@linkplain Normalization normalised}; none is empty. */
  public static List<String> split(String normalized) {
    List<String> words = new ArrayList<>();
    int start = 0;
    int at = 0;
    while (at < normalized.length()) {
      int c = normalized.codePointAt(at);
      int next = at + Character.charCount(c);
      boolean space = Characters.isSpace(c);
      if (space || Characters.isPunctuation(c)) {
        add(words, normalized, start, at);
        if (!space) {
          words.add(normalized.substring(at, next));
        }
        start = next;
      }
      at = next;
    }
    add(words, normalized, start, at);
    return words;
  }

  private static void add(List<String> words, String text, int start, int end) {
    if (start < end) {
      words.add(text.substring(start, end));
    }
  }
}
