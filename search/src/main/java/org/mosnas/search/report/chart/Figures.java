package org.mosnas.search.report.chart;

import java.util.Locale;

/** Numbers as people read them; the same on every machine. */
public final class Figures {
  private Figures() {}

  /** With that many decimals, thousands divided by thin spaces. */
  public static String fixed(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value)
        .replace(",", "\u202f")
        .replace('-', '\u2212');
  }

  /** A whole number. */
  public static String count(long value) {
    return fixed(value, 0);
  }

  /** Milliseconds with about three significant digits, and the unit. */
  public static String millis(double value) {
    return significant(value) + "\u00a0ms";
  }

  /** About three significant digits. */
  public static String significant(double value) {
    double size = Math.abs(value);
    return fixed(value, size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
  }

  /** Thousands, millions or billions, such as {@code 1.39 M}. */
  public static String amount(double value) {
    double size = Math.abs(value);
    if (size >= 1e9) {
      return significant(value / 1e9) + "\u00a0G";
    }
    if (size >= 1e6) {
      return significant(value / 1e6) + "\u00a0M";
    }
    return size >= 1e4 ? significant(value / 1e3) + "\u00a0k" : count(Math.round(value));
  }

  /** A share as a percentage with one decimal. */
  public static String percent(double share) {
    return fixed(100 * share, 1) + "\u00a0%";
  }

  /** Seconds, minutes or hours, such as {@code 11 min 51 s}. */
  public static String duration(double seconds) {
    if (seconds < 10) {
      return fixed(seconds, 1) + "\u00a0s";
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + "\u00a0s";
    }
    if (whole < 3600) {
      return whole / 60 + "\u00a0min " + whole % 60 + "\u00a0s";
    }
    return whole / 3600 + "\u00a0h " + whole % 3600 / 60 + "\u00a0min";
  }

  /** Bytes in binary units, such as {@code 2.11 GiB}. */
  public static String bytes(long bytes) {
    if (bytes >= 1L << 30) {
      return significant(bytes / (double) (1L << 30)) + "\u00a0GiB";
    }
    return significant(bytes / (double) (1L << 20)) + "\u00a0MiB";
  }
}
