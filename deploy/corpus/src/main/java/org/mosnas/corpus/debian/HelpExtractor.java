package org.mosnas.corpus.debian;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.mosnas.corpus.text.CorpusAssembler.TranslatedBlock;
import org.mosnas.model.error.BadDataException;

/**
 * Reads the pages of two {@code libreoffice-help-*} packages and pairs their blocks.
 *
 * <p>Both languages have the same pages, and a block has the same identifier in each: blocks are
 * paired by page and identifier, and what only one side has is left out.
 */
public final class HelpExtractor {
  private static final Pattern PAGE =
      Pattern.compile("usr/share/libreoffice/help/[^/]+/text/(.+\\.html)");

  private static final Pattern CODE = Pattern.compile("(?:smath)?code(?:intable)?");
  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Zs}]+");

  /** Mark-up often leaves a space between a word and the stop that follows it. */
  private static final Pattern STRAY_SPACE = Pattern.compile("(?<=[\\p{L})]) ([.,])(?= |$)");

  private static final Pattern INVISIBLE =
      Pattern.compile("[\\u00AD\\u200B-\\u200F\\u202A-\\u202E\\u2060\\uFEFF]");

  private HelpExtractor() {}

  /**
   * Pairs the blocks of two packages.
   *
   * @param source package file of the source language
   * @param target package file of the target language, of the same version
   * @return pairs by page in the order of names, and within a page in the source's order
   * @throws BadDataException if a file is not a package with help pages, or nothing can be paired
   */
  public static List<TranslatedBlock> pairs(Path source, Path target) {
    List<TranslatedBlock> pairs = pairs(pages(source), pages(target));
    if (pairs.isEmpty()) {
      throw new BadDataException(
          source + " and " + target + ": no page with the same blocks in both; wrong packages?");
    }
    return pairs;
  }

  /**
   * Reads the pages of one package.
   *
   * @param file package file
   * @return paragraphs and headings in the order of the page, by the name of the page
   * @throws BadDataException if the file is not a package with help pages
   */
  public static SortedMap<String, List<String>> paragraphs(Path file) {
    SortedMap<String, List<String>> paragraphs = new TreeMap<>();
    pages(file).forEach((page, blocks) -> paragraphs.put(page, List.copyOf(blocks.values())));
    return paragraphs;
  }

  /** Pairs the blocks of pages: their texts by identifier, by page. */
  private static List<TranslatedBlock> pairs(
      SortedMap<String, Map<String, String>> source,
      SortedMap<String, Map<String, String>> target) {
    List<TranslatedBlock> pairs = new ArrayList<>();
    source.forEach(
        (page, blocks) -> {
          Map<String, String> translations = target.getOrDefault(page, Map.of());
          blocks.forEach(
              (id, text) -> {
                String translation = translations.get(id);
                if (translation != null) {
                  pairs.add(new TranslatedBlock(page, text, translation));
                }
              });
        });
    return pairs;
  }

  private static SortedMap<String, Map<String, String>> pages(Path file) {
    SortedMap<String, Map<String, String>> pages = new TreeMap<>();
    new DebArchive(file)
        .forEachFile(
            path -> PAGE.matcher(path).matches(),
            (path, content) -> {
              Matcher matcher = PAGE.matcher(path);
              if (matcher.matches()) {
                pages.put(matcher.group(1), blocks(new String(content, StandardCharsets.UTF_8)));
              }
            });
    if (pages.isEmpty()) {
      throw new BadDataException(file + ": no LibreOffice help pages in this package");
    }
    return pages;
  }

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
