package org.mosnas.model.text;

import java.util.List;

/** How the text of a corpus is given, as its owner declares it. */
public enum InputForm {
  /** Running text: it is normalised, tokenised, and split into byte pairs. */
  PLAIN,

  /** Words separated by white space: taken as they are and split into byte pairs. */
  TOKENIZED,

  /** Byte pair pieces separated by white space, {@code @@} at the joints: taken as they are. */
  BPE;

  /** The line as scores compare it: normalised when plain, else with single blanks. */
  public String clean(String line) {
    return this == PLAIN ? TextNormalizer.normalize(line) : Whitespace.collapse(line);
  }

  /** The words of a line, or its tokens where it consists of them; a blank line has none. */
  public List<String> words(String line) {
    if (TextLines.isBlank(line)) {
      return List.of();
    }
    String clean = clean(line);
    return this == PLAIN ? JoinerTokenizer.tokenize(clean) : Whitespace.split(clean);
  }

  /** The text of words without byte pairs. */
  public String text(List<String> words) {
    return this == PLAIN ? JoinerTokenizer.detokenize(words) : String.join(" ", words);
  }
}
