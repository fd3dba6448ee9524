package org.mosnas.corpus;

import java.util.function.Consumer;
import org.mosnas.corpus.CorpusMaker.Made;
import org.mosnas.corpus.CorpusMaker.Place;
import org.mosnas.corpus.CorpusSettings.CorpusKind;
import org.mosnas.corpus.debian.AptDownloader;
import org.mosnas.model.error.MosnasException;

/**
 * Builds English text with a labelled task, the topic of a text: from the LibreOffice help and from
 * what Debian's packages say of themselves, or from the built-in grammar.
 *
 * <p>Caches as {@link CorpusBuilder} does.
 */
public final class TextCorpus {
  private TextCorpus() {}

  /**
   * Builds the corpus, or finds it built.
   *
   * @param progress told one line for each phase, with counts
   * @throws MosnasException if {@link CorpusKind#APT} was asked for and there is no apt or no
   *     network, or if a folder cannot be written
   */
  public static TextCorpusResult build(TextCorpusSettings settings, Consumer<String> progress) {
    return build(settings, progress, new AptDownloader(settings.cache()));
  }

  /** As {@link #build(TextCorpusSettings, Consumer)}, with an apt of one's own. */
  static TextCorpusResult build(
      TextCorpusSettings settings, Consumer<String> progress, AptDownloader downloader) {
    Made made =
        CorpusMaker.make(
            new TextRecipe(settings.request()),
            new Place(settings.kind(), settings.out(), settings.cache()),
            progress,
            downloader);
    return new TextCorpusResult(
        settings.out(),
        made.manifest().kind(),
        made.manifest().lines(),
        made.reused(),
        made.notices());
  }
}
