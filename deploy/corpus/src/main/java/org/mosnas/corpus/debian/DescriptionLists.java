package org.mosnas.corpus.debian;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mosnas.corpus.text.PackageDescription;

/**
 * Reads long descriptions out of apt's lists, as they lie there uncompressed: {@code *_Packages}
 * say where a package belongs, {@code *_Translation-en} what is said of it, and a checksum of the
 * description joins the two.
 */
final class DescriptionLists {
  private static final Pattern ITEM = Pattern.compile("([-*+o•·]|\\(?\\d{1,2}[.)])\\s+");
  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Zs}]{2,}|[\\s\\p{Zs}&&[^ ]]");
  private static final String INDENTED = "  ";

  private final Path folder;

  DescriptionLists(Path folder) {
    this.folder = folder;
  }

  /** Packages with a long description in English; those of the first list by name come first. */
  List<PackageDescription> read() throws IOException {
    Map<String, List<String>> texts = new HashMap<>();
    for (Path list : lists("_Translation-en")) {
      forEachRecord(
          list,
          fields ->
              texts.putIfAbsent(
                  first(fields, "Description-md5"),
                  fields.getOrDefault("Description-en", List.of())));
    }
    List<PackageDescription> descriptions = new ArrayList<>();
    for (Path list : lists("_Packages")) {
      forEachRecord(
          list,
          fields -> {
            List<String> inline = fields.getOrDefault("Description", List.of());
            List<String> text = texts.getOrDefault(first(fields, "Description-md5"), inline);
            if (fields.containsKey("Package") && text.size() > 1) {
              descriptions.add(description(fields, text));
            }
          });
    }
    return descriptions;
  }

  private List<Path> lists(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  private static PackageDescription description(
      Map<String, List<String>> fields, List<String> text) {
    String name = first(fields, "Package");
    String source = first(fields, "Source").split(" ", 2)[0];
    String section = first(fields, "Section");
    return new PackageDescription(
        name,
        source.isEmpty() ? name : source,
        section.substring(section.lastIndexOf('/') + 1),
        SPACES.matcher(text.get(0)).replaceAll(" ").strip(),
        paragraphs(text.subList(1, text.size())));
  }

  private static String first(Map<String, List<String>> fields, String field) {
    return fields.getOrDefault(field, List.of("")).get(0);
  }

  /** Tells the fields of each record: their first line, and the lines that go on with them. */
  private static void forEachRecord(Path list, Consumer<Map<String, List<String>>> receiver)
      throws IOException {
    Map<String, List<String>> fields = new HashMap<>();
    List<String> current = new ArrayList<>();
    try (BufferedReader in = Files.newBufferedReader(list, StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        int colon = line.indexOf(':');
        if (line.isEmpty()) {
          receiver.accept(fields);
          fields.clear();
        } else if (Character.isWhitespace(line.charAt(0))) {
          current.add(line);
        } else if (colon > 0) {
          current = new ArrayList<>();
          current.add(line.substring(colon + 1).strip());
          fields.put(line.substring(0, colon), current);
        }
      }
    }
    receiver.accept(fields);
  }

  /**
   * Joins lines to paragraphs: a dot alone is a blank line, and what is indented further than
   * others and begins with a bullet or a number is an item of a list, a paragraph of its own.
   */
  static List<String> paragraphs(List<String> lines) {
    List<String> paragraphs = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    for (String line : lines) {
      String text = line.strip();
      Matcher item = ITEM.matcher(text);
      boolean begins = line.startsWith(INDENTED) && item.lookingAt();
      boolean blank = text.equals(".");
      if (blank || begins) {
        close(paragraph, paragraphs);
      }
      if (!blank) {
        paragraph.append(begins ? text.substring(item.end()) : text).append(' ');
      }
    }
    close(paragraph, paragraphs);
    return paragraphs;
  }

  private static void close(StringBuilder paragraph, List<String> paragraphs) {
    String text = SPACES.matcher(paragraph).replaceAll(" ").strip();
    if (!text.isEmpty()) {
      paragraphs.add(text);
    }
    paragraph.setLength(0);
  }
}
