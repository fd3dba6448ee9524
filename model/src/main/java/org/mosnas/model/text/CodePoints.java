package org.mosnas.model.text;

import java.util.Comparator;

/**
 * Strings in ascending order of their code points, as Python sorts them.
 *
 * <p>{@link String#compareTo} orders by UTF-16 unit, which puts U+1F600 before U+FF01.
 */
public final class CodePoints {
  /** The order. */
  public static final Comparator<String> ORDER = CodePoints::compare;

  private CodePoints() {}

  /** Compares two strings by it. */
  public static int compare(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean aboveBasic = Character.isSurrogate(a);
        return aboveBasic == Character.isSurrogate(b)
            ? Character.compare(a, b)
            : Boolean.compare(aboveBasic, !aboveBasic);
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
