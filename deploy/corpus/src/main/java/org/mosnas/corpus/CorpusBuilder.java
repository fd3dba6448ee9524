package org.mosnas.corpus;

import java.util.function.Consumer;
import org.mosnas.corpus.CorpusMaker.Made;
import org.mosnas.corpus.CorpusMaker.Place;
import org.mosnas.corpus.CorpusSettings.CorpusKind;
import org.mosnas.corpus.debian.AptDownloader;
import org.mosnas.model.error.MosnasException;

/**
 * Builds a parallel corpus: from Debian's packages, or from the built-in grammar.
 *
 * <p>Finished corpora and packages stay in a cache with their checksums: an intact one is used
 * without asking apt, a damaged one is built again with a notice. A corpus that is already where it
 * should go stays as it is.
 */
public final class CorpusBuilder {
  private CorpusBuilder() {}

  /**
   * Builds the corpus, or finds it built.
   *
   * @param progress told one line for each phase, with counts
   * @throws MosnasException if a language does not exist, or if {@link CorpusKind#APT} was asked
   *     for and there is no apt or no network, or if a folder cannot be written
   */
  public static CorpusResult build(CorpusSettings settings, Consumer<String> progress) {
    return build(settings, progress, new AptDownloader(settings.cache()));
  }

  /** As {@link #build(CorpusSettings, Consumer)}, with an apt of one's own. */
  static CorpusResult build(
      CorpusSettings settings, Consumer<String> progress, AptDownloader downloader) {
    CorpusRequest request = settings.request();
    Made made =
        CorpusMaker.make(
            new ParallelRecipe(request),
            new Place(settings.kind(), settings.out(), settings.cache()),
            progress,
            downloader);
    return new CorpusResult(
        settings.out(),
        made.manifest().kind(),
        request.sourceSuffix(),
        request.targetSuffix(),
        made.manifest().lines(),
        made.reused(),
        made.notices());
  }
}
