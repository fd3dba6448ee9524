package org.mosnas.corpus.help;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mosnas.corpus.apt.DebArchive;
import org.mosnas.corpus.text.CorpusAssembler.TranslatedBlock;
import org.mosnas.model.error.BadDataException;

/**
 * Pairs the blocks of two {@code libreoffice-help-*} packages.
 *
 * <p>Both languages have the same pages, and a block has the same identifier in each: blocks are
 * paired by page and identifier, and what only one side has is left out.
 */
public final class HelpExtractor {
  private static final Pattern PAGE =
      Pattern.compile("usr/share/libreoffice/help/[^/]+/text/(.+\\.html)");

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
   * Pairs the blocks of pages.
   *
   * @param source blocks of the source by identifier, by page
   * @param target blocks of the target by identifier, by page
   */
  static List<TranslatedBlock> pairs(
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
                pages.put(
                    matcher.group(1), HelpPage.blocks(new String(content, StandardCharsets.UTF_8)));
              }
            });
    if (pages.isEmpty()) {
      throw new BadDataException(file + ": no LibreOffice help pages in this package");
    }
    return pages;
  }
}
