package org.mosnas.corpus;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.typesafe.config.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.mosnas.corpus.text.ParallelCorpus.Sizes;
import org.mosnas.model.config.BlockSettings;
import org.mosnas.model.library.CacheFolders;

/**
 * What corpus to build, and where.
 *
 * @param request languages, sizes and seed
 * @param kind where it may come from
 * @param out folder for the text files and {@code manifest.json}; created if missing
 * @param cache folder for packages and finished corpora, shared by all runs of a user
 */
public record CorpusSettings(CorpusRequest request, CorpusKind kind, Path out, Path cache) {
  /** Where a corpus comes from. */
  public enum CorpusKind {
    /** The LibreOffice help of Debian's packages, fetched with apt. */
    @JsonProperty("apt")
    APT,
    /** The built-in grammar: English-like sentences and their German-like translations. */
    @JsonProperty("generated")
    GENERATED,
    /** {@link #APT} where it works, otherwise {@link #GENERATED} with a notice. Only requested. */
    @JsonProperty("auto")
    AUTO;

    /** Lower-case name, as on the command line and in manifests. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks that nothing is missing. */
  public CorpusSettings {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(out, "out");
    Objects.requireNonNull(cache, "cache");
  }

  /**
   * Reads the block {@code mosnas.corpus}.
   *
   * @param out folder for the text files
   * @param paths the path on this machine that a key's text means, by key and text; what it refuses
   *     is an {@code IllegalArgumentException} that starts with the key
   */
  public static Function<Config, CorpusSettings> into(
      Path out, BiFunction<String, String, Path> paths) {
    return root -> BlockSettings.read(root, "mosnas.corpus", block -> read(block, out, paths));
  }

  private static CorpusSettings read(
      BlockSettings block, Path out, BiFunction<String, String, Path> paths) {
    CorpusRequest request =
        new CorpusRequest(
            block.text("source"),
            block.text("target"),
            sizes(block, "sizes"),
            block.longInteger("seed"));
    return new CorpusSettings(
        request, block.choice("kind", CorpusKind.values()), out, cache(block, paths));
  }

  /** The sizes of the three parts, below a key. */
  static Sizes sizes(BlockSettings block, String key) {
    return new Sizes(
        size(block, key + ".train"), size(block, key + ".valid"), size(block, key + ".test"));
  }

  private static int size(BlockSettings block, String key) {
    int size = block.integer(key);
    if (size < 0) {
      throw new IllegalArgumentException(key + " must not be negative, was " + size);
    }
    return size;
  }

  /** The folder that the configuration names, or the user's. */
  static Path cache(BlockSettings block, BiFunction<String, String, Path> paths) {
    String cache = block.text("cache");
    return cache.isEmpty() ? defaultCache() : paths.apply("cache", cache);
  }

  /** Below the user's cache folder; for users without one that can be written, in a temporary. */
  private static Path defaultCache() {
    CacheFolders folders = CacheFolders.ofThisProcess();
    return folders
        .ofUser()
        .map(folder -> folder.resolve("mosnas").resolve("corpus"))
        .filter(CorpusSettings::canBeWritten)
        .orElseGet(() -> folders.choose("corpora", folder -> Optional.empty()).resolve("corpus"));
  }

  /** Whether the folder, or what would have to be made for it, lets this user write. */
  private static boolean canBeWritten(Path folder) {
    Path existing = folder;
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    return Files.isWritable(existing);
  }
}
