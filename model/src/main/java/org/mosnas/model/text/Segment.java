package org.mosnas.model.text;

import java.util.Locale;

/**
 * A segment of a text in WMT's mark-up.
 *
 * @param key by what it is paired
 * @param line of the file in which it begins, from 1
 * @param text without tags and line breaks
 */
record Segment(Key key, long line, String text) {
  /**
   * What the same sentence is called in all languages.
   *
   * @param document id of its document; empty if that has none
   * @param id within the document
   */
  record Key(String document, String id) {
    @Override
    public String toString() {
      return document.isEmpty()
          ? String.format(Locale.ROOT, "segment '%s'", id)
          : String.format(Locale.ROOT, "segment '%s' of document '%s'", id, document);
    }
  }
}
