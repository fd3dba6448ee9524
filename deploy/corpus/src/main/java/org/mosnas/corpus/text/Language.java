package org.mosnas.corpus.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * What splitting and filtering know about a language.
 *
 * @param code base language code, such as {@code de}; lower case
 * @param abbreviations lower-cased words that end in a dot without ending a sentence, written
 *     without that dot
 * @param functionWords lower-cased articles, prepositions, pronouns and auxiliaries; empty where
 *     there is no list, and then nothing is checked against it
 * @param ordinalDots whether a dot after a small number makes an ordinal, as in {@code 1. Januar}
 */
public record Language(
    String code, Set<String> abbreviations, Set<String> functionWords, boolean ordinalDots) {
  private static final Properties KNOWN = load();

  /** Copies the sets. */
  public Language {
    abbreviations = Set.copyOf(abbreviations);
    functionWords = Set.copyOf(functionWords);
  }

  /**
   * Finds what is known about a language; a language without an entry gets empty lists.
   *
   * @param code language code with or without a region: {@code de}, {@code en-us}, {@code zh-cn}
   */
  public static Language of(String code) {
    String base = code.toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
    return new Language(
        base,
        words(base + ".abbreviations"),
        words(base + ".function-words"),
        Boolean.parseBoolean(KNOWN.getProperty(base + ".ordinal-dots", "false")));
  }

  private static Set<String> words(String key) {
    String value = KNOWN.getProperty(key, "").strip();
    return value.isEmpty() ? Set.of() : new TreeSet<>(Arrays.asList(value.split("\\s+")));
  }

  private static Properties load() {
    Properties properties = new Properties();
    try (InputStream in = Language.class.getResourceAsStream("languages.properties");
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
