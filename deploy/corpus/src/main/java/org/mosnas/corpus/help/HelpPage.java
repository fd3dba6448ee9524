package org.mosnas.corpus.help;

import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Reads the blocks of text out of one page of the LibreOffice help. */
final class HelpPage {
  private static final Pattern CODE = Pattern.compile("(?:smath)?code(?:intable)?");
  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Zs}]+");

  /** Mark-up often leaves a space between a word and the stop that follows it. */
  private static final Pattern STRAY_SPACE = Pattern.compile("(?<=[\\p{L})]) ([.,])(?= |$)");

  private static final Pattern INVISIBLE =
      Pattern.compile("[\\u00AD\\u200B-\\u200F\\u202A-\\u202E\\u2060\\uFEFF]");

  private HelpPage() {}

  /**
   * The paragraphs and headings of a page.
   *
   * <p>Notes and tips have no identifier of their own; they get that of the block before them and a
   * number. Where parts depend on platform or application only the default remains. Program code is
   * left out.
   *
   * @param html the page
   * @return text without mark-up, on one line, by identifier, in the order of the page
   */
  static Map<String, String> blocks(String html) {
    Document document = Jsoup.parse(html);
    document.outputSettings().prettyPrint(false);
    Element body = document.getElementById("DisplayArea");
    Map<String, String> blocks = new LinkedHashMap<>();
    if (body == null) {
      return blocks;
    }
    body.select("script, style, .debug").remove();
    keepDefaults(body);
    String anchor = "";
    int unnamed = 0;
    for (Element block : body.select("p, h1, h2, h3, h4, h5, h6")) {
      String key = block.id();
      if (key.isEmpty()) {
        unnamed++;
        key = anchor + "#" + unnamed;
      } else {
        anchor = key;
        unnamed = 0;
      }
      String text = text(block);
      if (!text.isEmpty() && !isCode(block)) {
        blocks.putIfAbsent(key, text);
      }
    }
    return blocks;
  }

  private static void keepDefaults(Element body) {
    for (Element branches : body.select(".switch, .switchinline")) {
      for (Element branch : branches.children()) {
        boolean isDefault = branch.id().startsWith("default");
        if (!isDefault) {
          branch.remove();
        }
      }
    }
  }

  private static boolean isCode(Element block) {
    Set<String> classes = block.classNames();
    return classes.stream().anyMatch(name -> CODE.matcher(name).matches());
  }

  private static String text(Element block) {
    String text = Normalizer.normalize(block.text(), Normalizer.Form.NFC);
    text = SPACES.matcher(INVISIBLE.matcher(text).replaceAll("")).replaceAll(" ").strip();
    return STRAY_SPACE.matcher(text).replaceAll("$1");
  }
}
