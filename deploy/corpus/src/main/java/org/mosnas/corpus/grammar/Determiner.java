package org.mosnas.corpus.grammar;

/** A determiner in both languages; an empty word is written as nothing. */
enum Determiner {
  THE("the", "the", "d", Declension.DEFINITE),
  A("a", null, "ein", Declension.INDEFINITE),
  BARE(null, "", "", Declension.NONE),
  THIS("this", "these", "dies", Declension.STRONG),
  EVERY("every", null, "jed", Declension.STRONG),
  MY("my", "my", "mein", Declension.INDEFINITE),
  HIS("his", "his", "sein", Declension.INDEFINITE),
  HER("her", "her", "ihr", Declension.INDEFINITE),
  OUR("our", "our", "unser", Declension.INDEFINITE),
  THEIR("their", "their", "ihr", Declension.INDEFINITE),
  SOME(null, "some", "einig", Declension.STRONG_BOTH),
  MANY(null, "many", "viel", Declension.STRONG_BOTH),
  TWO(null, "two", "zwei", Declension.NONE),
  THREE(null, "three", "drei", Declension.NONE),
  FOUR(null, "four", "vier", Declension.NONE),
  FIVE(null, "five", "fünf", Declension.NONE),
  /** German only: the negated indefinite. */
  NO(null, null, "kein", Declension.INDEFINITE);

  /** How the German determiner is declined, and which endings an adjective takes after it. */
  enum Declension {
    /** der, die, das; weak adjectives. */
    DEFINITE,
    /** dieser, diese, dieses; weak adjectives. */
    STRONG,
    /** ein, eine, ein; mixed adjectives. */
    INDEFINITE,
    /** viele, vielen; strong adjectives. */
    STRONG_BOTH,
    /** Not declined or not there; strong adjectives. */
    NONE
  }

  private final String singular;
  private final String plural;
  private final String germanStem;
  private final Declension declension;

  Determiner(String singular, String plural, String germanStem, Declension declension) {
    this.singular = singular;
    this.plural = plural;
    this.germanStem = germanStem;
    this.declension = declension;
  }

  boolean canBe(boolean inPlural) {
    return (inPlural ? plural : singular) != null;
  }

  String english(boolean inPlural) {
    return inPlural ? plural : singular;
  }

  String germanStem() {
    return germanStem;
  }

  Declension declension() {
    return declension;
  }

  /** Whether a negated clause says {@code kein} in its place. */
  boolean isIndefinite() {
    return this == A || this == BARE;
  }

  /** Whether it can stand in the German genitive without sounding odd. */
  boolean hasGenitive() {
    return declension == Declension.DEFINITE || declension == Declension.INDEFINITE || this == THIS;
  }
}
