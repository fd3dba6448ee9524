package org.mosnas.corpus.grammar;

import org.mosnas.corpus.grammar.Determiner.Declension;

/** The endings of German determiners and adjectives. */
final class GermanEndings {
  /**
   * Columns: masculine, feminine, neuter, plural; rows: nominative, accusative, dative, genitive.
   */
  private static final String[][] STRONG = {
    {"er", "e", "es", "e"},
    {"en", "e", "es", "e"},
    {"em", "er", "em", "en"},
    {"es", "er", "es", "er"}
  };

  private static final String[][] DEFINITE = {
    {"er", "ie", "as", "ie"},
    {"en", "ie", "as", "ie"},
    {"em", "er", "em", "en"},
    {"es", "er", "es", "er"}
  };

  private static final String[][] INDEFINITE = {
    {"", "e", "", "e"},
    {"en", "e", "", "e"},
    {"em", "er", "em", "en"},
    {"es", "er", "es", "er"}
  };

  private static final String[][] WEAK_ADJECTIVE = {
    {"e", "e", "e", "en"},
    {"en", "e", "e", "en"},
    {"en", "en", "en", "en"},
    {"en", "en", "en", "en"}
  };

  private static final String[][] MIXED_ADJECTIVE = {
    {"er", "e", "es", "en"},
    {"en", "e", "es", "en"},
    {"en", "en", "en", "en"},
    {"en", "en", "en", "en"}
  };

  private static final int PLURAL = 3;

  private GermanEndings() {}

  static String determiner(
      Declension declension, Gender gender, boolean plural, GrammaticalCase grammaticalCase) {
    return switch (declension) {
      case DEFINITE -> look(DEFINITE, gender, plural, grammaticalCase);
      case INDEFINITE -> look(INDEFINITE, gender, plural, grammaticalCase);
      case STRONG, STRONG_BOTH -> look(STRONG, gender, plural, grammaticalCase);
      case NONE -> "";
    };
  }

  /** The ending of an adjective after a determiner. */
  static String adjective(
      Declension declension, Gender gender, boolean plural, GrammaticalCase grammaticalCase) {
    return switch (declension) {
      case DEFINITE, STRONG -> look(WEAK_ADJECTIVE, gender, plural, grammaticalCase);
      case INDEFINITE -> look(MIXED_ADJECTIVE, gender, plural, grammaticalCase);
      case STRONG_BOTH, NONE -> look(STRONG, gender, plural, grammaticalCase);
    };
  }

  /** The relative pronoun, which differs from the article in the dative plural. */
  static String relativePronoun(Gender gender, boolean plural, GrammaticalCase grammaticalCase) {
    return plural && grammaticalCase == GrammaticalCase.DATIVE
        ? "denen"
        : "d" + look(DEFINITE, gender, plural, grammaticalCase);
  }

  private static String look(
      String[][] table, Gender gender, boolean plural, GrammaticalCase grammaticalCase) {
    return table[grammaticalCase.ordinal()][plural ? PLURAL : gender.ordinal()];
  }
}
