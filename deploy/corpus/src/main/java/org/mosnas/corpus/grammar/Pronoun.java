package org.mosnas.corpus.grammar;

/** A personal pronoun in both languages. */
enum Pronoun {
  I("I", "me", "ich", "mich", "mir", Person.FIRST_SINGULAR),
  HE("he", "him", "er", "ihn", "ihm", Person.THIRD_SINGULAR),
  SHE("she", "her", "sie", "sie", "ihr", Person.THIRD_SINGULAR),
  WE("we", "us", "wir", "uns", "uns", Person.PLURAL),
  THEY("they", "them", "sie", "sie", "ihnen", Person.PLURAL);

  private final String englishSubject;
  private final String englishObject;
  private final String nominative;
  private final String accusative;
  private final String dative;
  private final Person person;

  Pronoun(
      String englishSubject,
      String englishObject,
      String nominative,
      String accusative,
      String dative,
      Person person) {
    this.englishSubject = englishSubject;
    this.englishObject = englishObject;
    this.nominative = nominative;
    this.accusative = accusative;
    this.dative = dative;
    this.person = person;
  }

  String english(boolean subject) {
    return subject ? englishSubject : englishObject;
  }

  String german(GrammaticalCase grammaticalCase) {
    return switch (grammaticalCase) {
      case NOMINATIVE -> nominative;
      case ACCUSATIVE -> accusative;
      case DATIVE -> dative;
      case GENITIVE -> throw new IllegalArgumentException("pronouns are not used in the genitive");
    };
  }

  Person person() {
    return person;
  }
}
