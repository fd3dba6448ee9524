package org.mosnas.corpus.text;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The views of a sentence that filtering and comparing look at. */
public final class Words {
  private static final int FIRST_UNSPACED = 0x2e80;

  private Words() {}

  /**
   * Words and signs: runs of letters and digits, and every other character by itself; so is every
   * letter of a script that writes no spaces.
   */
  static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int first = text.codePointAt(at);
      int end = at + Character.charCount(first);
      if (inRun(first)) {
        while (end < text.length() && inRun(text.codePointAt(end))) {
          end += Character.charCount(text.codePointAt(end));
        }
      }
      if (!Character.isWhitespace(first) && !Character.isSpaceChar(first)) {
        tokens.add(text.substring(at, end));
      }
      at = end;
    }
    return tokens;
  }

  /** Lower-cased words, without signs. */
  public static List<String> words(String text) {
    List<String> words = tokens(text.toLowerCase(Locale.ROOT));
    words.removeIf(word -> !Character.isLetterOrDigit(word.codePointAt(0)));
    return words;
  }

  /** The lower-cased letters alone: sentences that differ in nothing else are the same. */
  public static String letters(String text) {
    StringBuilder letters = new StringBuilder(text.length());
    text.codePoints()
        .filter(Character::isLetter)
        .map(Character::toLowerCase)
        .forEach(letters::appendCodePoint);
    return letters.toString();
  }

  private static boolean inRun(int codePoint) {
    boolean partOfWord =
        Character.isLetterOrDigit(codePoint)
            || Character.getType(codePoint) == Character.NON_SPACING_MARK
            || Character.getType(codePoint) == Character.COMBINING_SPACING_MARK;
    return partOfWord && !isUnspaced(codePoint);
  }

  private static boolean isUnspaced(int codePoint) {
    if (codePoint < FIRST_UNSPACED) {
      return false;
    }
    UnicodeScript script = UnicodeScript.of(codePoint);
    return script == UnicodeScript.HAN
        || script == UnicodeScript.HIRAGANA
        || script == UnicodeScript.KATAKANA;
  }
}
