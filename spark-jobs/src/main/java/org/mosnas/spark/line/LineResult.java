package org.mosnas.spark.line;

import org.mosnas.model.error.MosnasException;

/** What became of a line. */
public sealed interface LineResult {
  /** What comes out for it, without the end of the line. */
  record Answered(String text) implements LineResult {}

  /**
   * There is no answer to it, which says nothing about other lines.
   *
   * @param reason what is wrong with it; the message does not say which line it is
   */
  record Refused(MosnasException reason) implements LineResult {}
}
