package org.mosnas.model.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mosnas.model.error.BadDataException;

/**
 * fairseq's {@code dict.<lang>.txt}: a word and its count per line, the specials left out.
 *
 * <p>A line is split at its last blank. Reading adds no padding words: a file that fairseq wrote
 * has them already.
 */
public final class DictionaryFile {
  private DictionaryFile() {}

  /**
   * Reads a dictionary to its end; the caller closes.
   *
   * @throws BadDataException for a line that is no word and count, and for a word that occurs twice
   */
  public static Vocabulary read(TextLines lines) {
    Map<String, Long> entries = new LinkedHashMap<>();
    while (lines.hasNext()) {
      String line = lines.next();
      int blank = line.lastIndexOf(' ');
      if (blank <= 0) {
        throw bad(lines, "expected '<word> <count>', found '" + line + "'; is it a dictionary?");
      }
      String word = line.substring(0, blank);
      long count = count(lines, line.substring(blank + 1));
      if (Vocabulary.SPECIALS.contains(word)) {
        throw bad(lines, "special word '" + word + "', which has a fixed id; remove the line");
      }
      if (entries.put(word, count) != null) {
        throw bad(lines, "word '" + word + "' occurs a second time; remove one of the lines");
      }
    }
    return new Vocabulary(entries.entrySet());
  }

  /** Appends the dictionary of a vocabulary, lines ended by {@code \n}. */
  public static void write(Vocabulary vocabulary, Appendable out) {
    try {
      for (int id = Vocabulary.SPECIALS.size(); id < vocabulary.size(); id++) {
        out.append(vocabulary.word(id))
            .append(' ')
            .append(Long.toString(vocabulary.count(id)))
            .append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long count(TextLines lines, String text) {
    try {
      long count = Long.parseLong(text);
      if (count >= 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Reported below, like a negative count.
    }
    throw bad(lines, "count '" + text + "' is not a whole number of at least 0");
  }

  private static BadDataException bad(TextLines lines, String what) {
    return new BadDataException(lines.name() + ":" + lines.lineNumber() + ": " + what);
  }
}
