package org.mosnas.spark.corpus;

import java.nio.file.Path;
import java.util.Objects;
import org.mosnas.spark.corpus.text.SplitSizes;

/**
 * What corpus to build, and where.
 *
 * @param request languages, sizes and seed
 * @param kind where it may come from
 * @param out folder for the text files and {@code manifest.json}; created if missing
 * @param cache folder for packages and finished corpora, shared by all runs of a user
 */
public record CorpusSettings(CorpusRequest request, CorpusKind kind, Path out, Path cache) {
  /** Checks that nothing is missing. */
  public CorpusSettings {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(out, "out");
    Objects.requireNonNull(cache, "cache");
  }

  /** English to German of natural size from wherever it can be had, into {@code out}. */
  public static CorpusSettings defaults(Path out) {
    return new CorpusSettings(
        new CorpusRequest("en-us", "de", SplitSizes.NATURAL, 0),
        CorpusKind.AUTO,
        out,
        defaultCache());
  }

  /** {@code $XDG_CACHE_HOME/mosnas/corpus}, by default {@code ~/.cache/mosnas/corpus}. */
  public static Path defaultCache() {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path caches =
        configured != null && Path.of(configured).isAbsolute()
            ? Path.of(configured)
            : Path.of(System.getProperty("user.home"), ".cache");
    return caches.resolve("mosnas").resolve("corpus");
  }
}
