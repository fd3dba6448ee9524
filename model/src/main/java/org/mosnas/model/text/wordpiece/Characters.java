package org.mosnas.model.text.wordpiece;

import org.mosnas.model.text.Whitespace;

/** Kinds of characters as BERT tells them apart. */
final class Characters {
  static final int DOTTED_CAPITAL_I = 0x130;

  private Characters() {}

  /**
   * Whether a character is dropped from a clean text: all of Unicode's category C but what Unicode
   * has not assigned yet, which may be a letter tomorrow.
   */
  static boolean isControl(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL -> codePoint != '\t' && codePoint != '\n' && codePoint != '\r';
      case Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> true;
      default -> false;
    };
  }

  /** Whether a character separates words: Unicode's white space, without four separators. */
  static boolean isSpace(int codePoint) {
    return Whitespace.isSpace(codePoint) && (codePoint < 0x1c || codePoint > 0x1f);
  }

  /** Whether a character is a word by itself: those of ASCII that are no letters and digits too. */
  static boolean isPunctuation(int codePoint) {
    if (codePoint < 0x80) {
      return codePoint > ' ' && codePoint < 0x7f && !Character.isLetterOrDigit(codePoint);
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  /** Whether a character lies in one of the blocks of ideographs that BERT knows. */
  static boolean isChinese(int codePoint) {
    return within(codePoint, 0x4e00, 0x9fff)
        || within(codePoint, 0x3400, 0x4dbf)
        || within(codePoint, 0x20000, 0x2a6df)
        || within(codePoint, 0x2a700, 0x2b81f)
        || within(codePoint, 0x2b820, 0x2ceaf)
        || within(codePoint, 0xf900, 0xfaff)
        || within(codePoint, 0x2f800, 0x2fa1f);
  }

  private static boolean within(int codePoint, int first, int last) {
    return codePoint >= first && codePoint <= last;
  }
}
