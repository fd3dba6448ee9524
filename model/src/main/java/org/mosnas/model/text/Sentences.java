package org.mosnas.model.text;

import java.io.InputStream;
import java.util.Iterator;
import java.util.Locale;

/**
 * The sentences of a text, one at a time.
 *
 * <p>Not thread-safe; the caller closes. Failures are {@link
 * org.mosnas.model.error.BadDataException}s that name file and line.
 */
public interface Sentences extends Iterator<String>, AutoCloseable {
  /**
   * Opens a text in the form that its name tells: {@code .sgm} and {@code .sgml}, also before
   * {@code .gz}, is WMT's mark-up, everything else has a sentence per line.
   *
   * @param name path of the text
   * @param in its bytes, gzipped or not; closed with the result
   */
  static Sentences open(String name, InputStream in) {
    String lower = name.toLowerCase(Locale.ROOT);
    String plain = lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
    TextLines lines = new TextLines(name, in);
    return plain.endsWith(".sgm") || plain.endsWith(".sgml") ? new SgmReader(lines) : lines;
  }

  /** What messages call the text. */
  String name();

  @Override
  void close();
}
