package org.mosnas.model.text;

/**
 * The conventions of subword-nmt's byte pair encoding, after Sennrich, Haddow and Birch (2016), <a
 * href="https://arxiv.org/abs/1508.07909">paper</a>.
 */
public final class Bpe {
  /** Ends every piece of a word but the last. */
  public static final String MARKER = "@@";

  /** Ends the last symbol of a word inside the codes. */
  static final String END_OF_WORD = "</w>";

  private Bpe() {}

  /**
   * Puts the words of an encoded line together again by deleting every {@code "@@ "}.
   *
   * <p>A marker at the end of the line, where a translation was cut, is deleted too, and white
   * space at the end; as fairseq does.
   */
  public static String remove(String line) {
    return Whitespace.stripTrailing((line + " ").replace(MARKER + " ", ""));
  }
}
