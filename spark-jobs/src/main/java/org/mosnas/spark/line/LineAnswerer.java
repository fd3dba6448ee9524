package org.mosnas.spark.line;

import java.util.List;

/** A model that answers lines of text. */
public interface LineAnswerer extends AutoCloseable {
  /**
   * Answers lines. What comes out for a line does not depend on the others, up to rounding: not
   * even on those that there is no answer to.
   *
   * @return as many results, in the order of the lines
   */
  List<LineResult> answer(List<String> lines);

  @Override
  void close();
}
