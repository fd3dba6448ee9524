package org.mosnas.corpus.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** Which topic a section of the archive makes: some of them are put together, many make none. */
final class Topics {
  private static final Properties BY_SECTION = load();

  private Topics() {}

  /** The topic of a section, if it makes one. */
  static Optional<String> of(String section) {
    return Optional.ofNullable(BY_SECTION.getProperty(section));
  }

  /** All topics. */
  static Set<String> all() {
    Set<String> topics = new TreeSet<>();
    BY_SECTION.values().forEach(topic -> topics.add((String) topic));
    return topics;
  }

  private static Properties load() {
    Properties properties = new Properties();
    try (InputStream in = Topics.class.getResourceAsStream("topics.properties");
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
