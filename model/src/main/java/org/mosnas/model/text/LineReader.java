package org.mosnas.model.text;

import java.io.Reader;
import java.util.function.UnaryOperator;

/** The characters of lines, each ended by {@code \n}. */
final class LineReader extends Reader {
  private final TextLines lines;
  private final UnaryOperator<String> change;
  private String line = "";
  private int position;

  /**
   * Reads lines, which the caller closes.
   *
   * @param change made to every line
   */
  LineReader(TextLines lines, UnaryOperator<String> change) {
    this.lines = lines;
    this.change = change;
  }

  @Override
  public int read(char[] into, int offset, int length) {
    if (position == line.length()) {
      if (!lines.hasNext()) {
        return -1;
      }
      line = change.apply(lines.next()) + "\n";
      position = 0;
    }
    int count = Math.min(length, line.length() - position);
    line.getChars(position, position + count, into, offset);
    position += count;
    return count;
  }

  @Override
  public void close() {
    // The lines belong to the caller.
  }
}
