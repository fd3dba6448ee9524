package org.mosnas.corpus.text;

import java.util.Objects;

/**
 * A sentence and its translation.
 *
 * @param source the sentence, without line breaks
 * @param target its translation, without line breaks
 */
public record SentencePair(String source, String target) {
  /** Checks that both sides are one line. */
  public SentencePair {
    requireLine(source);
    requireLine(target);
  }

  private static void requireLine(String text) {
    Objects.requireNonNull(text, "text");
    if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("a sentence is one line, was \"" + text + "\"");
    }
  }
}
