package org.mosnas.corpus;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.mosnas.corpus.CorpusSettings.CorpusKind;
import org.mosnas.corpus.debian.AptDownloader;
import org.mosnas.corpus.debian.AptOutcome;
import org.mosnas.model.error.MosnasException;

/** How one sort of corpus is made, from packages and from the grammar. */
interface Recipe {
  /** What came of the packages. */
  sealed interface Outcome {
    /** The corpus, to be written. */
    record Made(Draft draft) implements Outcome {}

    /** It cannot be had here; {@code reason} is one line. */
    record Unavailable(AptOutcome.Cause cause, String reason) implements Outcome {}
  }

  /** What is asked for. */
  Request request();

  /** What is asked for, in messages: {@code corpus en-us to de}. */
  String title();

  /** For each kind, a number that is raised with every change to what comes out. */
  Map<CorpusKind, Integer> versions();

  /** Name of the folder in the cache that a corpus from packages is kept in. */
  String cacheName();

  /**
   * Makes the corpus from Debian's packages.
   *
   * @param progress told one line for each phase
   * @throws MosnasException if the packages hold too little
   */
  Outcome fromPackages(AptDownloader downloader, Consumer<String> progress) throws IOException;

  /** Whether the grammar can make one of what is asked for. */
  boolean canBeGenerated();

  /**
   * Makes the corpus from the grammar.
   *
   * @throws MosnasException if the grammar cannot
   */
  Draft generated();
}
