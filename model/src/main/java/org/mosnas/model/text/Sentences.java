package org.mosnas.model.text;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import org.mosnas.model.error.BadDataException;

/**
 * The sentences of a text, one at a time.
 *
 * <p>Not thread-safe; the caller closes. Failures are {@link BadDataException}s that name file and
 * line.
 */
public interface Sentences extends Iterator<String>, AutoCloseable {
  /**
   * Opens a text in the form that its name tells: {@code .sgm} and {@code .sgml}, also before
   * {@code .gz}, is WMT's mark-up, everything else has a sentence per line. Other mark-up is
   * refused, by its name or its first line.
   *
   * @param name path of the text
   * @param in its bytes, gzipped or not; closed with the result
   */
  static Sentences open(String name, InputStream in) {
    SgmReader.refuseXml(name);
    return marked(new TextLines(name, in));
  }

  /**
   * Whether the sentences of a text of that name have ids, by which they are paired with those of
   * another such text.
   */
  static boolean haveIds(String name) {
    return SgmReader.isSgml(name);
  }

  /** As {@link #open(String, InputStream)}, for a local file. */
  static Sentences open(Path file) {
    SgmReader.refuseXml(file.toString());
    return marked(TextLines.open(file));
  }

  private static Sentences marked(TextLines lines) {
    if (SgmReader.isSgml(lines.name())) {
      return new SgmReader(lines);
    }
    try {
      lines.peek().ifPresent(first -> SgmReader.refuseMarkup(lines.name(), first));
      return lines;
    } catch (BadDataException e) {
      lines.close();
      throw e;
    }
  }

  /** What messages call the text. */
  String name();

  @Override
  void close();
}
