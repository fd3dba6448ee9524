package org.mosnas.corpus.grammar;

import java.util.ArrayList;
import java.util.List;
import org.mosnas.corpus.grammar.Clause.Adverbial;
import org.mosnas.corpus.grammar.Clause.Plain;
import org.mosnas.corpus.grammar.Clause.Prepositional;
import org.mosnas.corpus.grammar.NounPhrase.Described;
import org.mosnas.corpus.grammar.NounPhrase.Name;
import org.mosnas.corpus.grammar.NounPhrase.Personal;
import org.mosnas.corpus.grammar.NounPhrase.RelativeClause;

/** English noun phrases and adverbials. */
final class EnglishPhrases {
  private EnglishPhrases() {}

  static List<String> subject(NounPhrase phrase) {
    return phrase(phrase, true);
  }

  static List<String> object(NounPhrase phrase) {
    return phrase(phrase, false);
  }

  static List<String> adverbial(Adverbial adverbial) {
    if (adverbial instanceof Plain plain) {
      return List.of(plain.adverb().english());
    }
    Prepositional prepositional = (Prepositional) adverbial;
    List<String> words = new ArrayList<>();
    words.add(prepositional.preposition().english());
    words.addAll(object(prepositional.phrase()));
    return words;
  }

  private static List<String> phrase(NounPhrase phrase, boolean subject) {
    if (phrase instanceof Personal personal) {
      return List.of(personal.pronoun().english(subject));
    }
    if (phrase instanceof Name name) {
      return List.of(name.name());
    }
    if (phrase instanceof Described described) {
      return described(described);
    }
    return List.of();
  }

  private static List<String> described(Described phrase) {
    List<String> words = new ArrayList<>();
    for (Adjective adjective : phrase.adjectives()) {
      words.add(adjective.english());
    }
    words.add(phrase.noun().english(phrase.plural()));
    boolean vowel = "aeiou".indexOf(words.get(0).charAt(0)) >= 0;
    boolean an = phrase.determiner() == Determiner.A && vowel;
    words.add(0, an ? "an" : phrase.determiner().english(phrase.plural()));
    if (phrase.owner().isPresent()) {
      words.add("of");
      words.addAll(described(phrase.owner().get()));
    }
    phrase.relative().ifPresent(relative -> words.addAll(relative(relative, phrase.noun())));
    words.removeIf(String::isEmpty);
    return words;
  }

  private static List<String> relative(RelativeClause relative, Noun noun) {
    List<String> words = new ArrayList<>();
    words.add(relative.aboutSubject() && noun.kind().equals("person") ? "who" : "that");
    words.addAll(EnglishClauses.statement(relative.clause()));
    return words;
  }
}
