package org.mosnas.model.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.mosnas.model.error.BadLineException;
import org.mosnas.model.json.StrictJson;

/**
 * The documents of a text, each a list of lines, none of them blank.
 *
 * <p>In plain text blank lines stand between documents, and after {@value #MOST_LINES} lines
 * another one begins all the same. In JSON lines every line is one, the text in a field of it. A
 * line of more than {@value #LONGEST_LINE} characters is taken as several, divided at blanks where
 * it has any. Not thread-safe; the caller closes the lines.
 */
public final class Documents implements Iterator<List<String>> {
  /** Most lines of a document. */
  public static final int MOST_LINES = 1024;

  /** Most characters of a line. */
  public static final int LONGEST_LINE = 1 << 16;

  private final TextLines lines;
  private final Form form;
  private long dividedLines;

  /** Reads documents from where some lines stand. */
  public Documents(TextLines lines, Form form) {
    this.lines = lines;
    this.form = form;
  }

  /**
   * How documents are given.
   *
   * @param layout what stands in a line
   * @param field of a JSON line that has the text
   */
  public record Form(Layout layout, String field) implements Serializable {
    /** Text as it is. */
    public static final Form PLAIN = new Form(Layout.PLAIN, "text");

    /** What stands in a line. */
    public enum Layout {
      /** A sentence or a paragraph. */
      PLAIN,
      /** A JSON object. */
      JSONL
    }
  }

  /** Whether there is another document; then the lines stand at its start. */
  @Override
  public boolean hasNext() {
    while (lines.peek().filter(TextLines::isBlank).isPresent()) {
      lines.next();
    }
    return lines.hasNext();
  }

  /** Lines that were divided so far. */
  public long dividedLines() {
    return dividedLines;
  }

  /**
   * The lines of the next document; none if a JSON line has no text.
   *
   * @throws BadLineException for a line that is no JSON object with such a field
   */
  @Override
  public List<String> next() {
    if (!hasNext()) {
      throw new NoSuchElementException(lines.name() + " has no more documents");
    }
    List<String> document = new ArrayList<>();
    if (form.layout() == Form.Layout.JSONL) {
      text(lines.next()).lines().forEach(line -> add(document, line));
      return document;
    }
    for (int i = 0; i < MOST_LINES && lines.peek().filter(this::isText).isPresent(); i++) {
      add(document, lines.next());
    }
    return document;
  }

  private boolean isText(String line) {
    return !TextLines.isBlank(line);
  }

  private void add(List<String> document, String line) {
    if (line.length() > LONGEST_LINE) {
      dividedLines++;
    }
    int start = 0;
    while (line.length() - start > LONGEST_LINE) {
      int blank = line.lastIndexOf(' ', start + LONGEST_LINE);
      int end = blank > start ? blank : start + LONGEST_LINE;
      // A character beyond the basic plane stays whole.
      end -= Character.isLowSurrogate(line.charAt(end)) ? 1 : 0;
      document.add(line.substring(start, end));
      start = end;
    }
    if (!TextLines.isBlank(line.substring(start))) {
      document.add(line.substring(start));
    }
  }

  private String text(String line) {
    JsonNode node;
    try {
      node = StrictJson.parse(line);
    } catch (JsonProcessingException e) {
      throw new BadLineException(problem("no JSON (" + StrictJson.problem(e) + ")"), e);
    }
    JsonNode text = node.path(form.field());
    if (!text.isTextual()) {
      String found = text.isMissingNode() ? "no field" : "no text but " + text + " in the field";
      throw new BadLineException(problem(found + " '" + form.field() + "'"));
    }
    return text.textValue();
  }

  private String problem(String found) {
    return lines.name()
        + ":"
        + lines.lineNumber()
        + ": "
        + found
        + "; expected a JSON object a line, with the text in the field '"
        + form.field()
        + "'";
  }
}
