package org.mosnas.corpus.grammar;

/**
 * An adverb in both languages, possibly of several words.
 *
 * @param kind {@code time}, {@code future-time}, {@code manner} or {@code place}
 */
record Adverb(String kind, String english, String german) {
  static Adverb parse(String[] f) {
    return new Adverb(f[0], f[1], f[2]);
  }
}
