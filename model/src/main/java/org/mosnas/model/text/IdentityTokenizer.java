package org.mosnas.model.text;

import java.util.List;

/** White space separates words: for text that was tokenised elsewhere. */
public final class IdentityTokenizer implements WordTokenizer {
  private static final long serialVersionUID = 1;

  @Override
  public List<String> tokenize(String line) {
    return Whitespace.split(line);
  }

  @Override
  public String detokenize(List<String> words) {
    return String.join(" ", words);
  }
}
