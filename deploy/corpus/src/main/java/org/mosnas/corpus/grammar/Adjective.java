package org.mosnas.corpus.grammar;

import java.util.List;

/**
 * An adjective in both languages.
 *
 * @param english positive
 * @param englishComparative comparative, possibly of two words
 * @param german positive, as a predicate
 * @param germanStem what endings are added to: {@code dunkl} of {@code dunkel}
 * @param germanComparative comparative, as a predicate
 * @param kinds kinds of nouns it may go with
 */
record Adjective(
    String english,
    String englishComparative,
    String german,
    String germanStem,
    String germanComparative,
    List<String> kinds) {
  static Adjective parse(String[] f) {
    return new Adjective(f[0], f[1], f[2], f[3], f[4], List.of(f[5].split(",")));
  }
}
