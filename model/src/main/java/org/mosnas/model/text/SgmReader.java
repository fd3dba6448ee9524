package org.mosnas.model.text;

import java.io.Reader;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;
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
  /** Sets of WMT and NIST, other XML, and the pages that servers answer with. */
  private static final Pattern MARKUP =
      Pattern.compile(
          "\\s*<(\\?xml\\s|!doctype\\s|(srcset|refset|tstset|mteval|dataset|tmx|xliff)[\\s>]).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

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
      throw xml(name());
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
  static void refuseMarkup(String name, String firstLine) {
    if (MARKUP.matcher(firstLine).matches()) {
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

  /**
   * A segment of a text in WMT's mark-up.
   *
   * @param key by what it is paired
   * @param line of the file in which it begins, from 1
   * @param text without tags and line breaks
   */
  record Segment(Key key, long line, String text) {
    /**
     * What the same sentence is called in all languages.
     *
     * @param document id of its document; empty if that has none
     * @param id within the document
     */
    record Key(String document, String id) {
      @Override
      public String toString() {
        return document.isEmpty()
            ? String.format(Locale.ROOT, "segment '%s'", id)
            : String.format(Locale.ROOT, "segment '%s' of document '%s'", id, document);
      }
    }
  }

  /** The characters of lines, each ended by {@code \n}. */
  private static final class LineReader extends Reader {
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
}
