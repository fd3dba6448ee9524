package org.mosnas.corpus.grammar;

import java.util.Optional;
import org.mosnas.corpus.grammar.FunctionWords.Preposition;
import org.mosnas.corpus.grammar.Lexicon.Adjective;
import org.mosnas.corpus.grammar.Lexicon.Adverb;
import org.mosnas.corpus.grammar.Lexicon.Verb;
import org.mosnas.corpus.grammar.NounPhrase.Person;

/**
 * A subject and what is said of it, in no language yet.
 *
 * @param occasion when or why: {@code after the concert}, {@code today}
 * @param manner how
 * @param place where, with whom, or whither
 */
record Clause(
    NounPhrase subject,
    Predicate predicate,
    Optional<Adverbial> occasion,
    Optional<Adverbial> manner,
    Optional<Adverbial> place) {

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

  /** What is said. */
  sealed interface Predicate {
    boolean negated();
  }

  /**
   * A verb with its complements; absent ones are what the verb's frame does not have.
   *
   * @param dative the person of a ditransitive verb, or the object of a dative one
   * @param object the direct or prepositional object
   * @param complement a clause
   */
  record Action(
      Verb verb,
      Tense tense,
      boolean negated,
      Optional<NounPhrase> dative,
      Optional<NounPhrase> object,
      Optional<Complement> complement)
      implements Predicate {}

  /**
   * A property: "is old", or "was older than the house".
   *
   * @param than what it is compared with
   */
  record Property(Adjective adjective, boolean past, boolean negated, Optional<NounPhrase> than)
      implements Predicate {}

  /** A clause that a verb needs. */
  sealed interface Complement {}

  /** A finite clause: "that …", "whether …". */
  record Finite(boolean whether, Clause clause) implements Complement {}

  /** An infinitive clause, whose subject is the main clause's; "to …". */
  record Infinitive(Clause clause) implements Complement {}

  /** When, why, how, where or whither. */
  sealed interface Adverbial {}

  /** An adverb. */
  record Plain(Adverb adverb) implements Adverbial {}

  /** A preposition with a noun phrase. */
  record Prepositional(Preposition preposition, NounPhrase phrase) implements Adverbial {}

  Clause without(Optional<Adverbial> fronted) {
    return new Clause(
        subject,
        predicate,
        occasion.equals(fronted) ? Optional.empty() : occasion,
        manner,
        place.equals(fronted) ? Optional.empty() : place);
  }
}
