package org.mosnas.model.text;

import java.text.Normalizer;

/**
 * One spelling for text that looks the same.
 *
 * <p>Control characters and invisible format characters (byte order marks, soft hyphens, zero width
 * spaces, direction marks) are removed, except the two joiners that change how words of some
 * scripts look; the rest is composed (Unicode's form NFC); white space is collapsed. Applying it
 * twice changes nothing.
 */
public final class TextNormalizer {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  private TextNormalizer() {}

  /** Normalises a line. */
  public static String normalize(String line) {
    if (line.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      return Whitespace.collapse(line);
    }
    String visible = withoutInvisible(line);
    return Whitespace.collapse(Normalizer.normalize(visible, Normalizer.Form.NFC));
  }

  private static String withoutInvisible(String line) {
    if (line.codePoints().noneMatch(TextNormalizer::isInvisible)) {
      return line;
    }
    StringBuilder visible = new StringBuilder(line.length());
    line.codePoints().filter(c -> !isInvisible(c)).forEach(visible::appendCodePoint);
    return visible.toString();
  }

  private static boolean isInvisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL -> !Whitespace.isSpace(codePoint);
      case Character.FORMAT -> codePoint != ZERO_WIDTH_NON_JOINER && codePoint != ZERO_WIDTH_JOINER;
      default -> false;
    };
  }
}
