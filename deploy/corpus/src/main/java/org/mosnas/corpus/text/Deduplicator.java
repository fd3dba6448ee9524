package org.mosnas.corpus.text;

import java.util.HashSet;
import java.util.Set;

/**
 * Remembers sentences by their lower-cased letters; a pair is new if both of its sides are. Not
 * thread-safe.
 */
public final class Deduplicator {
  private final Set<String> sources = new HashSet<>();
  private final Set<String> targets = new HashSet<>();

  /** Whether neither side was seen before in an accepted pair; if so, the pair is remembered. */
  public boolean accept(SentencePair pair) {
    String source = Words.letters(pair.source());
    String target = Words.letters(pair.target());
    if (sources.contains(source) || targets.contains(target)) {
      return false;
    }
    sources.add(source);
    targets.add(target);
    return true;
  }
}
