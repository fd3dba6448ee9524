package org.mosnas.corpus;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.mosnas.corpus.CorpusSettings.CorpusKind;
import org.mosnas.model.config.BlockSettings;

/**
 * What English text with a labelled task to build, and where.
 *
 * @param request sizes and seed
 * @param kind where it may come from
 * @param out folder for the files and {@code manifest.json}; created if missing
 * @param cache folder for packages and finished corpora, shared by all runs of a user
 */
public record TextCorpusSettings(TextRequest request, CorpusKind kind, Path out, Path cache) {
  /** Checks that nothing is missing. */
  public TextCorpusSettings {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(out, "out");
    Objects.requireNonNull(cache, "cache");
  }

  /**
   * Reads the block {@code mosnas.corpus}: its kind, seed and cache, and the sizes in {@code text}.
   *
   * @param out folder for the files
   * @param paths as for {@link CorpusSettings#into}
   */
  public static Function<Config, TextCorpusSettings> into(
      Path out, BiFunction<String, String, Path> paths) {
    return root ->
        BlockSettings.read(
            root,
            "mosnas.corpus",
            block ->
                new TextCorpusSettings(
                    new TextRequest(
                        CorpusSettings.sizes(block, "text.documents"),
                        CorpusSettings.sizes(block, "text.examples"),
                        block.longInteger("seed")),
                    block.choice("kind", CorpusKind.values()),
                    out,
                    CorpusSettings.cache(block, paths)));
  }
}
