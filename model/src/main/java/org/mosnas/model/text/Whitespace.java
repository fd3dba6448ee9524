package org.mosnas.model.text;

import java.util.ArrayList;
import java.util.List;

/**
 * White space as Python's {@code str} methods and {@code \s} see it.
 *
 * <p>That is Unicode's {@code White_Space} property plus the four separators U+001C to U+001F; zero
 * width characters are not white space. fairseq, sacreBLEU and HAT split lines by it.
 */
public final class Whitespace {
  private Whitespace() {}

  /** Whether Python's {@code str.isspace} holds for the code point. */
  public static boolean isSpace(int codePoint) {
    if (codePoint <= ' ') {
      return codePoint == ' '
          || (codePoint >= '\t' && codePoint <= '\r')
          || (codePoint >= 0x1c && codePoint <= 0x1f);
    }
    if (codePoint < 0x85) {
      return false;
    }
    return switch (codePoint) {
      case 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000 -> true;
      default -> codePoint >= 0x2000 && codePoint <= 0x200a;
    };
  }

  /** The words between white space, none of them empty; as Python's {@code line.split()}. */
  public static List<String> split(String line) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i < line.length(); i++) {
      if (isSpace(line.charAt(i))) {
        if (start >= 0) {
          words.add(line.substring(start, i));
          start = -1;
        }
      } else if (start < 0) {
        start = i;
      }
    }
    if (start >= 0) {
      words.add(line.substring(start));
    }
    return words;
  }

  /** The line without white space at its ends and with one blank for every run of it inside. */
  public static String collapse(String line) {
    return isCollapsed(line) ? line : String.join(" ", split(line));
  }

  /** The line without white space at its end; as Python's {@code line.rstrip()}. */
  public static String stripTrailing(String line) {
    int end = line.length();
    while (end > 0 && isSpace(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(0, end);
  }

  private static boolean isCollapsed(String line) {
    boolean afterSpace = true;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean space = isSpace(c);
      if (space && (afterSpace || c != ' ')) {
        return false;
      }
      afterSpace = space;
    }
    return line.isEmpty() || !afterSpace;
  }
}
