package org.mosnas.model.text;

import java.io.Serializable;
import java.util.List;

/**
 * Splits text into the words that byte pairs are learned on, and puts it together again.
 *
 * <p>Implementations are immutable. For every line without superfluous white space, {@code
 * detokenize(tokenize(line))} is the line.
 */
public interface WordTokenizer extends Serializable {
  /** The words of a line; none contains white space, none is empty. */
  List<String> tokenize(String line);

  /** The text of words, which need not come from {@link #tokenize}. */
  String detokenize(List<String> words);
}
