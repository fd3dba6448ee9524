package org.mosnas.model.text;

import java.util.Iterator;

/** The sentences of a text, each with its translation; failures name file and line. */
public interface ParallelText extends Iterator<ParallelText.Pair>, AutoCloseable {
  /** A source sentence and its translation. */
  record Pair(String source, String target) {}

  /**
   * Pairs the sentences of two texts: by their ids where both are marked up ({@link SgmReader}), in
   * the order of the source; one after the other where one has no ids.
   *
   * @param source closed with the result
   * @param target closed with the result
   */
  static ParallelText of(Sentences source, Sentences target) {
    return source instanceof SgmReader marked && target instanceof SgmReader translated
        ? new SegmentPairs(marked, translated)
        : new ParallelLines(source, target);
  }

  @Override
  void close();
}
