package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaqTest {
  private static final Path ROOT = Path.of("..");

  /** Quotes stand in headings, with … for what differs from case to case. */
  private static final Pattern QUOTE = Pattern.compile("(?m)^## `([^`]+)`$");

  @Test
  void quotesMessagesThatExist() throws IOException {
    List<String> quotes =
        QUOTE
            .matcher(Files.readString(ROOT.resolve("docs/faq.md")))
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(quotes).hasSizeGreaterThanOrEqualTo(15).doesNotHaveDuplicates();
    String sources = sources();
    for (String quote : quotes) {
      for (String part : quote.split("…")) {
        assertThat(sources).as(quote).contains(part.strip());
      }
    }
  }

  /** All sources in one line, texts that are broken over lines put together. */
  private static String sources() throws IOException {
    StringBuilder all = new StringBuilder(Files.readString(ROOT.resolve("deploy/mos")));
    for (String module : List.of("model", "search", "spark-jobs")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(file -> add(all, file));
      }
    }
    return all.toString();
  }

  private static void add(StringBuilder all, Path file) {
    try {
      all.append(Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
