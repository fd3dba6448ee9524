package org.mosnas.corpus.text;

import java.util.Optional;
import org.mosnas.corpus.text.Drops.Reason;

/**
 * Decides whether a sentence is worth learning a language from: 3 to 100 tokens (words and signs),
 * at least 62 % letters, no mark-up, formula, address or file path.
 */
final class LineFilter {
  private static final int MIN_TOKENS = 3;
  private static final int MAX_TOKENS = 100;
  private static final double MIN_LETTERS = 0.62;

  private LineFilter() {}

  /** The first reason to drop {@code line}, or nothing if it is kept. */
  static Optional<Reason> reasonToDrop(String line) {
    int tokens = Words.tokens(line).size();
    if (tokens < MIN_TOKENS) {
      return Optional.of(Reason.TOO_SHORT);
    }
    if (tokens > MAX_TOKENS) {
      return Optional.of(Reason.TOO_LONG);
    }
    long letters = line.codePoints().filter(Character::isLetter).count();
    if (letters < MIN_LETTERS * line.codePointCount(0, line.length())) {
      return Optional.of(Reason.FEW_LETTERS);
    }
    return PairFilter.MARKUP.matcher(line).find() ? Optional.of(Reason.MARKUP) : Optional.empty();
  }
}
