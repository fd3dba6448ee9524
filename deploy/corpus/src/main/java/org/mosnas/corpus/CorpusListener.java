package org.mosnas.corpus;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Is told how the making of a corpus goes on. */
@FunctionalInterface
public interface CorpusListener {
  /** A step is about to begin or has ended; one line, with counts. */
  void progress(String line);

  /** A listener that writes to the log. */
  static CorpusListener logging() {
    Logger log = LoggerFactory.getLogger(CorpusBuilder.class);
    return line -> log.info("corpus: {}", line);
  }
}
