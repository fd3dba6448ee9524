package org.mosnas.spark.masked.prepare;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;

/** Files of made-up English, and settings, for tests. */
public final class EnglishText {
  private static final List<String> NOUNS =
      List.of("house", "river", "bird", "farmer", "window", "letter", "garden", "storm", "king");
  private static final List<String> VERBS =
      List.of("sees", "takes", "finds", "opens", "follows", "remembers", "likes");
  private static final List<String> ADJECTIVES =
      List.of("old", "new", "small", "quiet", "green", "famous", "broken");

  private final Path folder;

  /** Files of a folder. */
  public EnglishText(Path folder) {
    this.folder = folder;
  }

  /** Documents of some sentences each, as plain text. */
  public static String documents(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int sentences = 3 + random.nextInt(10);
      for (int s = 0; s < sentences; s++) {
        text.append(sentence(random)).append('\n');
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String sentence(SplittableRandom random) {
    return "The "
        + one(ADJECTIVES, random)
        + " "
        + one(NOUNS, random)
        + " "
        + one(VERBS, random)
        + " the "
        + one(NOUNS, random)
        + (random.nextInt(3) == 0 ? ", and the " + one(NOUNS, random) + " too." : ".");
  }

  private static String one(List<String> words, SplittableRandom random) {
    return words.get(Math.min(random.nextInt(words.size()), random.nextInt(words.size())));
  }

  /** Writes a text; returns its path. */
  public String write(String name, String text) {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  String write(String name, byte[] bytes) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      return file.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String gzip(String name, String text) {
    String file = write(name, "");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(Path.of(file)))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path("file:" + folder, name);
  }

  PreparedText open(String name) {
    return PreparedText.open(path(name), new Configuration());
  }

  /** The defaults with small sizes, and with some lines of HOCON over them. */
  static TextSettings settings(String... lines) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "text { length = 32, shards = 4, holdout { valid = 20, test = 10 } }",
                "wordpiece { size = 128 }"));
    all.addAll(List.of(lines));
    Config config = ConfigFactory.parseString(TextSettings.defaults());
    for (String line : all) {
      config = ConfigFactory.parseString(line).withFallback(config);
    }
    return TextSettings.from(config.atPath("mosnas").resolve());
  }
}
