package org.mosnas.model.text;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.nodes.CDataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.ParseSettings;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;
import org.mosnas.model.error.BadDataException;

/**
 * The segments of WMT's {@code .sgm} files, in the order of the file.
 *
 * <p>Read as SGML: names of elements and attributes in any case, attributes in any order, any white
 * space. A segment is what stands between {@code <seg id=N>} and {@code </seg>}, with entities as
 * their characters, and one blank for a line break; what is outside of segments is skipped. A
 * segment belongs to the {@code docid} of the {@code doc} around it. An ampersand that begins no
 * entity ending in {@code ;} stands for itself, and so does an entity that HTML does not know.
 */
public final class SgmReader implements Sentences {
  private static final Pattern ENTITY = Pattern.compile("&(#\\d+|#[xX]\\p{XDigit}+|\\w+);");
  private static final Pattern LINE_BREAK = Pattern.compile("\\s*\n\\s*");

  private final TextLines lines;
  private final Map<Segment.Key, Long> seen = new HashMap<>();
  private Iterator<Element> elements;
  private Segment next;

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
    if (elements == null) {
      elements = parse();
    }
    while (next == null && elements.hasNext()) {
      Element element = elements.next();
      if (element.nameIs("seg")) {
        next = segment(element);
        requireNew(next);
        element.empty();
      }
    }
    if (seen.isEmpty()) {
      throw new BadDataException(
          name() + ": no segments; expected WMT's mark-up, <seg id=\"N\"> … </seg>, by the name");
    }
    return next != null;
  }

  @Override
  public String next() {
    return nextSegment().text();
  }

  /** As {@link #next}, with its id. */
  Segment nextSegment() {
    if (!hasNext()) {
      throw new NoSuchElementException(name() + " has no more segments");
    }
    Segment result = next;
    next = null;
    return result;
  }

  @Override
  public void close() {
    lines.close();
  }

  /** Where a segment is, for messages. */
  String where(long line) {
    return name() + ":" + line;
  }

  /** All ampersands are escaped, so that the parser leaves entities as they are written. */
  private Iterator<Element> parse() {
    Parser parser = Parser.xmlParser().settings(ParseSettings.htmlDefault).setTrackPosition(true);
    LineReader reader = new LineReader(lines, line -> line.replace("&", "&amp;"));
    return new StreamParser(parser).parse(reader, "").iterator();
  }

  private Segment segment(Element element) {
    long line = element.sourceRange().start().lineNumber();
    if (element.closest("dataset") != null) {
      throw Markup.xml(name());
    }
    Element document = element.closest("doc");
    Segment.Key key =
        new Segment.Key(
            document == null ? "" : decode(document.attr("docid")).strip(),
            decode(element.attr("id")).strip());
    String fault = fault(element, key);
    if (!fault.isEmpty()) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s: expected one '<seg id=\"N\"> … </seg>', found '%s' %s; complete it, and write < as &lt; in text",
              where(line),
              shown(element),
              fault));
    }
    return new Segment(key, line, text(element));
  }

  /** What is wrong with a segment; empty if nothing is. */
  private static String fault(Element element, Segment.Key key) {
    if (key.id().isBlank()) {
      return "without an id";
    }
    if (key.id().contains("<") || key.document().contains("<")) {
      return "with a quote missing";
    }
    if (element.childrenSize() > 0) {
      return String.format(Locale.ROOT, "with <%s> in it", element.child(0).tagName());
    }
    return element.endSourceRange().isImplicit() ? "without its end" : "";
  }

  private static String shown(Element element) {
    String tag = "<seg" + decode(element.attributes().html()) + ">";
    return tag.length() <= 60 ? tag : tag.substring(0, 60) + "…";
  }

  private void requireNew(Segment segment) {
    Long before = seen.putIfAbsent(segment.key(), segment.line());
    if (before != null) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s: %s is there twice, first in line %d; ids must differ within a document, and a file must hold one translation",
              where(segment.line()),
              segment.key(),
              before));
    }
  }

  private static String text(Element element) {
    String text = element.childNodes().stream().map(SgmReader::text).collect(Collectors.joining());
    return LINE_BREAK.matcher(text.strip()).replaceAll(" ");
  }

  private static String text(Node node) {
    if (node instanceof CDataNode data) {
      return data.getWholeText().replace("&amp;", "&");
    }
    return node instanceof TextNode text ? decode(text.getWholeText()) : "";
  }

  private static String decode(String text) {
    return ENTITY
        .matcher(text)
        .replaceAll(
            entity -> Matcher.quoteReplacement(Parser.unescapeEntities(entity.group(), false)));
  }
}
