package org.mosnas.spark.translation.evaluate;

import java.util.List;

/** A model ready to translate. Not thread-safe; one per thread. */
public interface SentenceTranslator extends AutoCloseable {
  /**
   * The best translation of each sentence.
   *
   * @param sources token ids, each ending in {@code </s>}
   * @return token ids without {@code </s>}, in the order given
   */
  List<int[]> translate(List<int[]> sources);

  @Override
  void close();
}
