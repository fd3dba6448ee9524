package org.mosnas.corpus.grammar;

/**
 * A noun in both languages.
 *
 * @param english English singular
 * @param englishPlural English plural
 * @param german German nominative singular
 * @param gender of the German noun
 * @param germanPlural German nominative plural
 * @param germanGenitive German genitive singular
 * @param kind what it names: {@code person}, {@code food}, {@code place} …
 */
record Noun(
    String english,
    String englishPlural,
    String german,
    Gender gender,
    String germanPlural,
    String germanGenitive,
    String kind) {
  static Noun parse(String[] f) {
    return new Noun(f[0], f[1], f[2], Gender.of(f[3]), f[4], f[5], f[6]);
  }

  String english(boolean plural) {
    return plural ? englishPlural : english;
  }

  /** The German form in a case. */
  String german(boolean plural, GrammaticalCase grammaticalCase) {
    if (plural) {
      boolean takesN =
          grammaticalCase == GrammaticalCase.DATIVE
              && !germanPlural.endsWith("n")
              && !germanPlural.endsWith("s");
      return takesN ? germanPlural + "n" : germanPlural;
    }
    return switch (grammaticalCase) {
      case NOMINATIVE -> german;
      case GENITIVE -> germanGenitive;
      case ACCUSATIVE, DATIVE -> isWeak() ? germanGenitive : german;
    };
  }

  /** Weak nouns end in -n in every case but the nominative: der Student, den Studenten. */
  private boolean isWeak() {
    return gender == Gender.MASCULINE
        && germanGenitive.equals(germanPlural)
        && germanGenitive.endsWith("n")
        && !german.endsWith("n");
  }
}
