package org.mosnas.spark.translation.prepare;

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
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.text.CleaningRules;
import org.mosnas.model.text.CleaningRules.Action;
import org.mosnas.model.text.InputForm;
import org.mosnas.model.text.TextFormat;
import org.mosnas.model.text.TextFormat.Casing;
import org.mosnas.spark.data.Division;
import org.mosnas.spark.translation.prepare.PrepareSettings.CorpusFiles;
import org.mosnas.spark.translation.prepare.PrepareSettings.Languages;
import org.mosnas.spark.translation.prepare.PrepareSettings.PairFiles;
import org.mosnas.spark.translation.prepare.PrepareSettings.Subwords;

/** Text files and settings for tests. */
final class TextFolder {
  static final CleaningRules RULES = new CleaningRules(1, 20, 3, Action.KEEP, Action.KEEP);

  private static final List<String> SOURCE =
      List.of("the", "old", "new", "house", "river", "sees", "takes", "a", "(small)", "bird,");
  private static final List<String> TARGET =
      List.of("das", "alte", "neue", "Haus", "Fluss", "sieht", "nimmt", "ein", "kleiner", "Vogel!");

  private final Path folder;

  TextFolder(Path folder) {
    this.folder = folder;
  }

  /** Writes lines. */
  String write(String name, List<String> lines) {
    return write(name, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
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

  String gzip(String name, List<String> lines) {
    String file = write(name, List.of());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(Path.of(file)))) {
      out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes {@code NAME.en} and {@code NAME.de} with as many sentences, different for each seed. */
  PairFiles pairs(String name, int sentences, long seed) {
    List<List<String>> sides = sentences(sentences, seed);
    return PairFiles.of(write(name + ".en", sides.get(0)), write(name + ".de", sides.get(1)));
  }

  /** Source and target sentences of 2 to 9 words. */
  static List<List<String>> sentences(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> source = new ArrayList<>();
    List<String> target = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = 2 + random.nextInt(8);
      int[] words = random.ints(length, 0, SOURCE.size()).toArray();
      source.add(sentence(SOURCE, words));
      target.add(sentence(TARGET, words));
    }
    return List.of(source, target);
  }

  private static String sentence(List<String> lexicon, int[] words) {
    StringBuilder sentence = new StringBuilder();
    for (int word : words) {
      sentence.append(sentence.isEmpty() ? "" : " ").append(lexicon.get(word));
    }
    return sentence.toString();
  }

  /** Settings for plain text, four shards, 30 merges. */
  static PrepareSettings settings(CorpusFiles files) {
    return new PrepareSettings(
        new Languages("en", "de"),
        files,
        new TextFormat(InputForm.PLAIN, Casing.AS_IS),
        new Division(5, 5, 4),
        RULES,
        new Subwords(30, 2, 0, 0));
  }

  /** Settings like {@link #settings} for text of another form. */
  static PrepareSettings settings(CorpusFiles files, InputForm form, CleaningRules rules) {
    PrepareSettings plain = settings(files);
    return new PrepareSettings(
        plain.languages(),
        files,
        new TextFormat(form, plain.format().casing()),
        plain.division(),
        rules,
        plain.subwords());
  }

  org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
  }

  PreparedData open(String name) {
    return PreparedData.open(path(name), new Configuration());
  }

  static PrepareJob job(PrepareSettings settings) {
    return new PrepareJob(settings, EmbeddingSharing.SHARED, line -> {});
  }
}
