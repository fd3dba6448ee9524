package org.mosnas.spark.translation.prepare;

import java.io.Serializable;
import java.util.List;
import org.mosnas.model.text.Whitespace;

/**
 * A line and its translation, either as given or as words separated by blanks.
 *
 * @param id number of the pair within its part of the corpus, before anything is dropped
 * @param source the line
 * @param target its translation
 */
record TextPair(long id, String source, String target) implements Serializable {
  /** A pair of words. */
  static TextPair ofWords(long id, List<String> source, List<String> target) {
    return new TextPair(id, String.join(" ", source), String.join(" ", target));
  }

  /** The words of the source of a pair of words. */
  List<String> sourceWords() {
    return Whitespace.split(source);
  }

  /** The words of the target of a pair of words. */
  List<String> targetWords() {
    return Whitespace.split(target);
  }
}
