package org.mosnas.corpus.grammar;

/** Tense or modality of a clause: what its finite verb is. */
enum Tense {
  PRESENT,
  PAST,
  PERFECT,
  FUTURE("will", "will", "werde", "wird", "werden"),
  CAN("can", "can", "kann", "kann", "können"),
  SHOULD("should", "should", "soll", "soll", "sollen"),
  WANT("want", "wants", "will", "will", "wollen");

  private final String english;
  private final String englishThird;
  private final String germanFirst;
  private final String germanThird;
  private final String germanPlural;

  Tense() {
    this("", "", "", "", "");
  }

  Tense(
      String english,
      String englishThird,
      String germanFirst,
      String germanThird,
      String germanPlural) {
    this.english = english;
    this.englishThird = englishThird;
    this.germanFirst = germanFirst;
    this.germanThird = germanThird;
    this.germanPlural = germanPlural;
  }

  /** Whether German uses an auxiliary with the infinitive. */
  boolean isModal() {
    return !english.isEmpty();
  }

  boolean isPast() {
    return this == PAST || this == PERFECT;
  }

  String englishAuxiliary(Person person) {
    return person == Person.THIRD_SINGULAR ? englishThird : english;
  }

  String germanAuxiliary(Person person) {
    return switch (person) {
      case FIRST_SINGULAR -> germanFirst;
      case THIRD_SINGULAR -> germanThird;
      case PLURAL -> germanPlural;
    };
  }
}
