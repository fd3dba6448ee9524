package org.mosnas.corpus.grammar;

import java.util.Optional;

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
