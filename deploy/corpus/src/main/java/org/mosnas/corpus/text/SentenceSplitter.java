package org.mosnas.corpus.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Divides a paragraph into sentences.
 *
 * <p>A sentence ends at a full stop, question or exclamation mark (with the brackets and quotes
 * that close after it) when a space and something that can begin a sentence follow, unless the stop
 * belongs to an abbreviation, an initial, an ordinal or a list number. The full stops of Chinese
 * and Japanese need no space. Where it is in doubt it does not split: a missed boundary is usually
 * missed on both sides of a translation, a false one is not.
 */
final class SentenceSplitter {
  private static final String ENDS = ".!?";
  private static final String WIDE_ENDS = "。！？";
  private static final String CLOSERS = "\"”“’'»«)]）」』";
  private static final String OPENERS = "\"“„«»‚‘'([¿¡（「『";
  private static final int LARGEST_ORDINAL = 31;
  private static final int WORDS_BEFORE_COLUMN_LETTER = 3;

  private final Language language;

  /** A splitter with the abbreviations of {@code language}. */
  SentenceSplitter(Language language) {
    this.language = language;
  }

  /**
   * Divides a paragraph.
   *
   * @param paragraph text on one line
   * @return its sentences, stripped, none empty; joined by spaces they give the paragraph's words
   */
  List<String> split(String paragraph) {
    List<String> sentences = new ArrayList<>();
    int begin = 0;
    int at = 0;
    while (at < paragraph.length()) {
      char c = paragraph.charAt(at);
      if (WIDE_ENDS.indexOf(c) >= 0) {
        at = skip(paragraph, at + 1, WIDE_ENDS + CLOSERS);
        begin = cut(paragraph, begin, at, sentences);
      } else if (ENDS.indexOf(c) >= 0) {
        int after = skip(paragraph, skip(paragraph, at + 1, ENDS), CLOSERS);
        if (endsSentence(paragraph, begin, at, after)) {
          begin = cut(paragraph, begin, after, sentences);
        }
        at = after;
      } else {
        at++;
      }
    }
    cut(paragraph, begin, paragraph.length(), sentences);
    return sentences;
  }

  private static int cut(String text, int begin, int end, List<String> sentences) {
    String sentence = text.substring(begin, end).strip();
    if (!sentence.isEmpty()) {
      sentences.add(sentence);
    }
    return end;
  }

  private static int skip(String text, int from, String set) {
    int at = from;
    while (at < text.length() && set.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static int skipSpace(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private boolean endsSentence(String text, int begin, int stop, int after) {
    int next = skipSpace(text, after);
    if (next == after || next == text.length() || !beginsSentence(text, next)) {
      return false;
    }
    int wordBegin = stop;
    while (wordBegin > begin && !Character.isWhitespace(text.charAt(wordBegin - 1))) {
      wordBegin--;
    }
    int lettersBegin = skip(text, wordBegin, OPENERS);
    boolean fileSuffix = lettersBegin >= stop;
    boolean errorValue = !fileSuffix && text.charAt(lettersBegin) == '#';
    boolean ellipsis = text.startsWith("..", stop);
    if (fileSuffix || errorValue || ellipsis) {
      return false;
    }
    return text.charAt(stop) != '.'
        || stopEndsWord(text.substring(lettersBegin, stop), text.substring(begin, wordBegin));
  }

  private static boolean beginsSentence(String text, int at) {
    int inside = skip(text, at, OPENERS);
    if (inside > at) {
      inside = skipSpace(text, inside);
    }
    if (inside == text.length()) {
      return false;
    }
    int first = text.codePointAt(inside);
    return Character.isDigit(first) || (Character.isLetter(first) && !Character.isLowerCase(first));
  }

  private boolean stopEndsWord(String word, String before) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (language.abbreviations().contains(lower) || isDottedInitials(word)) {
      return false;
    }
    if (word.chars().allMatch(Character::isDigit)) {
      return numberEnds(word, before);
    }
    return !isLetter(word) || letterEnds(word, before);
  }

  /** "column C." ends a sentence; "J. Smith", "R. R." and "z. B." do not. */
  private static boolean letterEnds(String letter, String before) {
    String[] words = before.strip().split("\\s+");
    boolean afterLetter = words[words.length - 1].matches("\\p{L}\\.");
    return Character.isUpperCase(letter.codePointAt(0))
        && !afterLetter
        && words.length >= WORDS_BEFORE_COLUMN_LETTER;
  }

  private static boolean isLetter(String word) {
    return word.codePointCount(0, word.length()) == 1 && Character.isLetter(word.codePointAt(0));
  }

  private boolean numberEnds(String digits, String before) {
    if (before.isBlank()) {
      return false;
    }
    return !language.ordinalDots()
        || digits.length() > 2
        || Integer.parseInt(digits) > LARGEST_ORDINAL;
  }

  private static boolean isDottedInitials(String word) {
    String[] parts = word.split("\\.");
    if (parts.length < 2) {
      return false;
    }
    for (String part : parts) {
      if (!isLetter(part)) {
        return false;
      }
    }
    return true;
  }
}
