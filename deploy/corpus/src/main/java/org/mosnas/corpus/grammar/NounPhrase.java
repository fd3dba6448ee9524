package org.mosnas.corpus.grammar;

import java.util.List;
import java.util.Optional;
import org.mosnas.corpus.grammar.FunctionWords.Determiner;
import org.mosnas.corpus.grammar.FunctionWords.Pronoun;
import org.mosnas.corpus.grammar.Lexicon.Adjective;
import org.mosnas.corpus.grammar.Lexicon.Noun;

/** What can be a subject or an object, in no language yet. */
sealed interface NounPhrase {
  /** What a verb agrees with; the plural has one form in the present of both languages. */
  enum Person {
    FIRST_SINGULAR,
    THIRD_SINGULAR,
    PLURAL
  }

  /** What a verb agrees with. */
  Person person();

  /** A personal pronoun. */
  record Personal(Pronoun pronoun) implements NounPhrase {
    @Override
    public Person person() {
      return pronoun.person();
    }
  }

  /** A name, the same in both languages. */
  record Name(String name) implements NounPhrase {
    @Override
    public Person person() {
      return Person.THIRD_SINGULAR;
    }
  }

  /**
   * A noun with what goes with it.
   *
   * @param owner whose it is: "of …", in the German genitive
   * @param relative a clause about it
   */
  record Described(
      Determiner determiner,
      List<Adjective> adjectives,
      Noun noun,
      boolean plural,
      Optional<Described> owner,
      Optional<RelativeClause> relative)
      implements NounPhrase {
    /** Copies the list. */
    public Described {
      adjectives = List.copyOf(adjectives);
      if (!determiner.canBe(plural) && determiner != Determiner.NO) {
        throw new IllegalArgumentException(determiner + " with plural " + plural);
      }
    }

    @Override
    public Person person() {
      return plural ? Person.PLURAL : Person.THIRD_SINGULAR;
    }

    Described withDeterminer(Determiner other) {
      return new Described(other, adjectives, noun, plural, owner, relative);
    }
  }

  /** The place in a relative clause that the relative pronoun fills. */
  record Gap(Person person) implements NounPhrase {}

  /** A clause about a noun, with a {@link Gap} as its subject or its accusative object. */
  record RelativeClause(Clause clause) {
    boolean aboutSubject() {
      return clause.subject() instanceof Gap;
    }
  }
}
