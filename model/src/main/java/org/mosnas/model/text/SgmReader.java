package org.mosnas.model.text;

import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mosnas.model.error.BadDataException;

/**
 * The segments of WMT's {@code .sgm} files, in the order of the file.
 *
 * <p>A segment is a line with {@code <seg id}, without its tags; the typographic apostrophe U+2019
 * becomes {@code '}, as HAT's preparation has it, and the five entities of XML become their
 * characters. Every other line is skipped.
 */
public final class SgmReader implements Sentences {
  private static final String SEGMENT = "<seg id";
  private static final Pattern TAGGED =
      Pattern.compile(".*?<seg id\\s*=\\s*\"?[^\">]*\"?\\s*>(.*?)</seg>.*", Pattern.DOTALL);
  private static final Pattern ENTITY = Pattern.compile("&(amp|lt|gt|quot|apos);");

  private final TextLines lines;
  private String next;

  /** Reads from the lines of a file, which this object owns from now on. */
  public SgmReader(TextLines lines) {
    this.lines = lines;
  }

  @Override
  public String name() {
    return lines.name();
  }

  @Override
  public boolean hasNext() {
    while (next == null && lines.hasNext()) {
      String line = lines.next();
      if (line.contains(SEGMENT)) {
        next = text(line);
      }
    }
    return next != null;
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException(name() + " has no more segments");
    }
    String result = next;
    next = null;
    return result;
  }

  @Override
  public void close() {
    lines.close();
  }

  private String text(String line) {
    Matcher tagged = TAGGED.matcher(line);
    boolean single = line.indexOf("<seg") == line.lastIndexOf("<seg");
    if (!single || !tagged.matches()) {
      throw new BadDataException(
          lines.name()
              + ":"
              + lines.lineNumber()
              + ": expected one '<seg id=\"N\"> … </seg>', found '"
              + line.strip()
              + "'; put every segment on a line of its own");
    }
    String text = Whitespace.collapse(tagged.group(1)).replace('\u2019', '\'');
    return ENTITY.matcher(text).replaceAll(entity -> character(entity.group(1)));
  }

  private static String character(String entity) {
    return switch (entity) {
      case "amp" -> "&";
      case "lt" -> "<";
      case "gt" -> ">";
      case "quot" -> "\"";
      default -> "'";
    };
  }
}
