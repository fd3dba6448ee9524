package org.mosnas.spark.translation.evaluate;

import java.util.List;
import org.mosnas.spark.line.LineWorkers;

/** A model ready to translate. Not thread-safe; one per thread. */
public interface SentenceTranslator extends LineWorkers.Replica<int[], int[]> {
  /**
   * The best translation of each sentence.
   *
   * @param sources token ids, each ending in {@code </s>}
   * @return token ids without {@code </s>}, in the order given
   */
  List<int[]> translate(List<int[]> sources);

  @Override
  default List<int[]> answers(List<int[]> sources) {
    return translate(sources);
  }
}
