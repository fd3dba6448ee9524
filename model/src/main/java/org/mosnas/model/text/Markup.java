package org.mosnas.model.text;

import java.util.Locale;
import java.util.regex.Pattern;
import org.mosnas.model.error.BadDataException;

/** Which texts are mark-up, by their names and by how they begin. */
final class Markup {
  /** Sets of WMT and NIST, other XML, and the pages that servers answer with. */
  private static final Pattern BEGINNING =
      Pattern.compile(
          "\\s*<(\\?xml\\s|!doctype\\s|(srcset|refset|tstset|mteval|dataset|tmx|xliff)[\\s>]).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private Markup() {}

  /** Whether the name is one of WMT's SGML: {@code .sgm} or {@code .sgml}, also before .gz. */
  static boolean isSgml(String name) {
    return unpacked(name).endsWith(".sgm") || unpacked(name).endsWith(".sgml");
  }

  /** Refuses XML by its name. */
  static void refuseXml(String name) {
    if (unpacked(name).endsWith(".xml")) {
      throw xml(name);
    }
  }

  /** Refuses a text that does not have a sentence per line, by its first line. */
  static void refuse(String name, String firstLine) {
    if (BEGINNING.matcher(firstLine).matches()) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s:1: mark-up in place of a sentence per line: '%s'; name WMT's SGML .sgm, take the sentences out of other mark-up",
              name,
              shortened(firstLine.strip())));
    }
  }

  /** What is said of WMT's newer test sets, and of all other XML. */
  static BadDataException xml(String name) {
    return new BadDataException(
        name
            + ": XML is not read, WMT's holds source and references in one file; write the sentences"
            + " into a file per language, one a line, for example with: sacrebleu -t wmt21 -l en-de"
            + " --echo src");
  }

  private static String shortened(String line) {
    return line.length() <= 60 ? line : line.substring(0, 60) + "…";
  }

  private static String unpacked(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
  }
}
