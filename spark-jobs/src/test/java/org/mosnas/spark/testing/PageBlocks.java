package org.mosnas.spark.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What pages of the documentation tell their readers to write and to run. */
public final class PageBlocks {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private PageBlocks() {}

  /**
   * All blocks of a page that are in a language, one after the other.
   *
   * @param page such as {@code docs/tutorial.md}
   * @param language such as {@code sh}
   */
  public static String of(String page, String language) throws IOException {
    StringBuilder all = new StringBuilder();
    Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
        .matcher(Files.readString(ROOT.resolve(page)))
        .results()
        .forEach(block -> all.append(block.group(1)));
    assertThat(all).as(language).isNotEmpty();
    return all.toString();
  }

  /** Makes a folder in which commands of pages find what they name. */
  public static Path folder(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.createSymbolicLink(folder.resolve("deploy"), ROOT.resolve("deploy"));
    Files.createSymbolicLink(folder.resolve("conf"), ROOT.resolve("conf"));
    return folder;
  }
}
