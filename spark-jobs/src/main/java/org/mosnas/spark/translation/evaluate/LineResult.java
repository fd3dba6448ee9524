package org.mosnas.spark.translation.evaluate;

import org.mosnas.model.error.MosnasException;

/** What became of a line that was to be translated. */
public sealed interface LineResult {
  /** Its translation; blank for a blank line. */
  record Translated(String text) implements LineResult {}

  /**
   * It cannot be translated, which says nothing about other lines.
   *
   * @param reason what is wrong with it; the message does not say which line it is
   */
  record Refused(MosnasException reason) implements LineResult {}
}
