package org.mosnas.model.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Separates punctuation from words and notes where there was no blank, so that the text can be put
 * together exactly.
 *
 * <p>A joiner ￭ (U+FFED) at an end of a word says that it is glued to its neighbour there; of two
 * glued neighbours the punctuation carries it: {@code Hello, (you)!} becomes {@code Hello ￭, (￭ you
 * ￭) ￭!}. Numbers such as {@code 1,000.5} and words with apostrophes such as {@code don't} stay
 * whole, runs of one punctuation mark are one word, ideographs are words by themselves. A joiner in
 * the text itself is escaped by the full-width percent sign U+FF05.
 */
public final class JoinerTokenizer {
  /** Glues a word to its neighbour. */
  public static final char JOINER = '\uffed';

  private static final char ESCAPE = '\uff05';
  private static final String ESCAPED_JOINER = ESCAPE + "j";
  private static final String ESCAPED_ESCAPE = ESCAPE + "" + ESCAPE;

  private enum Kind {
    WORD,
    IDEOGRAPH,
    MARK,
    PUNCTUATION
  }

  private JoinerTokenizer() {}

  /**
   * The words of a line; none contains white space, none is empty. For every line without
   * superfluous white space, {@code detokenize(tokenize(line))} is the line.
   */
  public static List<String> tokenize(String line) {
    List<String> words = new ArrayList<>();
    for (String chunk : Whitespace.split(line)) {
      tokenizeChunk(chunk, words);
    }
    return words;
  }

  /**
   * The text of words, which need not come from {@link #tokenize}: a model may put joiners
   * anywhere. They glue where they stand and never become text; only escaped ones are characters of
   * it.
   */
  public static String detokenize(List<String> words) {
    StringBuilder text = new StringBuilder();
    boolean glued = true;
    for (String word : words) {
      if (!glued && word.indexOf(JOINER) != 0) {
        text.append(' ');
      }
      unescape(word, text);
      glued = word.lastIndexOf(JOINER) == word.length() - 1 && word.length() > 1;
    }
    return text.toString();
  }

  private static void tokenizeChunk(String chunk, List<String> words) {
    boolean gluedBefore = false;
    int start = 0;
    while (start < chunk.length()) {
      int end = pieceEnd(chunk, start);
      boolean punctuation = kind(chunk.codePointAt(start)) == Kind.PUNCTUATION;
      boolean wordFollows =
          end < chunk.length() && kind(chunk.codePointAt(end)) != Kind.PUNCTUATION;
      StringBuilder word = new StringBuilder();
      if (start > 0 && !gluedBefore) {
        word.append(JOINER);
      }
      escape(chunk, start, end, word);
      gluedBefore = punctuation && wordFollows;
      if (gluedBefore) {
        word.append(JOINER);
      }
      words.add(word.toString());
      start = end;
    }
  }

  /** Where the piece that starts at {@code start} ends. */
  private static int pieceEnd(String chunk, int start) {
    int first = chunk.codePointAt(start);
    Kind kind = kind(first);
    int end = start + Character.charCount(first);
    while (end < chunk.length()) {
      int next = chunk.codePointAt(end);
      if (kind(next) != Kind.MARK && !continues(chunk, kind, first, end)) {
        break;
      }
      end += Character.charCount(next);
    }
    return end;
  }

  /** Whether the character at {@code at} belongs to the piece before it. */
  private static boolean continues(String chunk, Kind kind, int first, int at) {
    int next = chunk.codePointAt(at);
    return switch (kind) {
      case WORD, MARK -> kind(next) == Kind.WORD || isInsideWord(chunk, at);
      case PUNCTUATION ->
          // Runs of @ would look like the marker of byte pairs.
          next == first && next != '@' && chunk.codePointBefore(at) == first;
      case IDEOGRAPH -> false;
    };
  }

  /** Whether there is an apostrophe between letters, or a period or comma between digits. */
  private static boolean isInsideWord(String chunk, int at) {
    char c = chunk.charAt(at);
    if (at + 1 == chunk.length()) {
      return false;
    }
    int before = chunk.codePointBefore(at);
    int after = chunk.codePointAt(at + 1);
    return switch (c) {
      case '\'', '\u2019' -> Character.isLetter(before) && isPlainLetter(after);
      case '.', ',' -> Character.isDigit(before) && Character.isDigit(after);
      default -> false;
    };
  }

  private static boolean isPlainLetter(int codePoint) {
    return Character.isLetter(codePoint) && kind(codePoint) == Kind.WORD;
  }

  private static Kind kind(int codePoint) {
    if (codePoint < 0x80) {
      return Character.isLetterOrDigit(codePoint) ? Kind.WORD : Kind.PUNCTUATION;
    }
    if (Character.isIdeographic(codePoint)) {
      return Kind.IDEOGRAPH;
    }
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT ->
          Kind.MARK;
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER ->
          Kind.WORD;
      default -> Kind.PUNCTUATION;
    };
  }

  private static void escape(String chunk, int start, int end, StringBuilder word) {
    for (int i = start; i < end; i++) {
      char c = chunk.charAt(i);
      switch (c) {
        case JOINER -> word.append(ESCAPED_JOINER);
        case ESCAPE -> word.append(ESCAPED_ESCAPE);
        default -> word.append(c);
      }
    }
  }

  private static void unescape(String word, StringBuilder text) {
    int i = 0;
    while (i < word.length()) {
      if (word.startsWith(ESCAPED_JOINER, i)) {
        text.append(JOINER);
        i += ESCAPED_JOINER.length();
      } else if (word.startsWith(ESCAPED_ESCAPE, i)) {
        text.append(ESCAPE);
        i += ESCAPED_ESCAPE.length();
      } else {
        if (word.charAt(i) != JOINER) {
          text.append(word.charAt(i));
        }
        i++;
      }
    }
  }
}
