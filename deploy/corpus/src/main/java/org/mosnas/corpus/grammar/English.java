package org.mosnas.corpus.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosnas.corpus.grammar.Clause.Action;
import org.mosnas.corpus.grammar.Clause.Adverbial;
import org.mosnas.corpus.grammar.Clause.Complement;
import org.mosnas.corpus.grammar.Clause.Finite;
import org.mosnas.corpus.grammar.Clause.Infinitive;
import org.mosnas.corpus.grammar.Clause.Plain;
import org.mosnas.corpus.grammar.Clause.Prepositional;
import org.mosnas.corpus.grammar.Clause.Property;
import org.mosnas.corpus.grammar.Clause.Tense;
import org.mosnas.corpus.grammar.FunctionWords.Determiner;
import org.mosnas.corpus.grammar.Lexicon.Adjective;
import org.mosnas.corpus.grammar.Lexicon.Noun;
import org.mosnas.corpus.grammar.Lexicon.Verb;
import org.mosnas.corpus.grammar.NounPhrase.Described;
import org.mosnas.corpus.grammar.NounPhrase.Name;
import org.mosnas.corpus.grammar.NounPhrase.Person;
import org.mosnas.corpus.grammar.NounPhrase.Personal;
import org.mosnas.corpus.grammar.NounPhrase.RelativeClause;
import org.mosnas.corpus.grammar.Sentence.Complex;
import org.mosnas.corpus.grammar.Sentence.Joined;
import org.mosnas.corpus.grammar.Sentence.Question;
import org.mosnas.corpus.grammar.Sentence.Statement;

/** Writes sentences in English: subject, verb, objects, manner, place, occasion. */
final class English {
  private English() {}

  static String write(Sentence sentence) {
    List<String> words = new ArrayList<>();
    if (sentence instanceof Question question) {
      question.word().ifPresent(word -> words.add(word.english()));
      words.addAll(question(question.clause()));
      return Sentence.written(words, "?");
    }
    if (sentence instanceof Statement statement) {
      statement.fronted().ifPresent(front -> words.addAll(adverbial(front)));
      words.addAll(clause(statement.clause().without(statement.fronted())));
    } else if (sentence instanceof Joined joined) {
      words.addAll(clause(joined.first()));
      if (joined.conjunction().afterComma()) {
        words.add(Sentence.COMMA);
      }
      words.add(joined.conjunction().english());
      words.addAll(clause(joined.second()));
    } else {
      words.addAll(complex((Complex) sentence));
    }
    return Sentence.written(words, ".");
  }

  private static List<String> complex(Complex complex) {
    List<String> words = new ArrayList<>();
    if (complex.subordinateFirst()) {
      words.add(complex.subordinator().english());
      words.addAll(clause(complex.subordinate()));
      words.add(Sentence.COMMA);
      words.addAll(clause(complex.main()));
    } else {
      words.addAll(clause(complex.main()));
      words.add(complex.subordinator().english());
      words.addAll(clause(complex.subordinate()));
    }
    return words;
  }

  private static List<String> clause(Clause clause) {
    List<String> words = new ArrayList<>(subject(clause.subject()));
    words.addAll(finite(clause));
    words.addAll(rest(clause));
    return words;
  }

  /** A clause with its auxiliary before the subject. */
  private static List<String> question(Clause clause) {
    Person person = clause.subject().person();
    List<String> words = new ArrayList<>();
    boolean negated = clause.predicate().negated();
    if (clause.predicate() instanceof Property property) {
      words.add(be(property.past(), person));
    } else {
      words.add(auxiliary((Action) clause.predicate(), person));
    }
    words.addAll(subject(clause.subject()));
    if (negated) {
      words.add("not");
    }
    if (clause.predicate() instanceof Action action) {
      words.add(mainVerb(action));
    }
    words.addAll(rest(clause));
    return words;
  }

  /** The clause as an infinitive with {@code to}, without its subject. */
  private static List<String> infinitive(Clause clause) {
    List<String> words = new ArrayList<>();
    words.add("to");
    words.add(((Action) clause.predicate()).verb().english().base());
    words.addAll(rest(clause));
    return words;
  }

  private static List<String> finite(Clause clause) {
    Person person = clause.subject().person();
    boolean negated = clause.predicate().negated();
    if (clause.predicate() instanceof Property property) {
      return negated
          ? List.of(be(property.past(), person), "not")
          : List.of(be(property.past(), person));
    }
    Action action = (Action) clause.predicate();
    Verb.English verb = action.verb().english();
    boolean simple = action.tense() == Tense.PRESENT || action.tense() == Tense.PAST;
    if (simple && !negated) {
      boolean third = person == Person.THIRD_SINGULAR;
      String present = third ? verb.thirdSingular() : verb.base();
      return List.of(action.tense() == Tense.PAST ? verb.past() : present);
    }
    if (action.tense() == Tense.WANT && !negated) {
      return List.of(action.tense().englishAuxiliary(person), "to", verb.base());
    }
    return negated
        ? List.of(auxiliary(action, person), "not", mainVerb(action))
        : List.of(auxiliary(action, person), mainVerb(action));
  }

  /** The word that carries the question and the negation. */
  private static String auxiliary(Action action, Person person) {
    boolean third = person == Person.THIRD_SINGULAR;
    return switch (action.tense()) {
      case PRESENT, WANT -> third ? "does" : "do";
      case PAST -> "did";
      case PERFECT -> third ? "has" : "have";
      default -> action.tense().englishAuxiliary(person);
    };
  }

  /** What follows the auxiliary. */
  private static String mainVerb(Action action) {
    Verb.English verb = action.verb().english();
    return switch (action.tense()) {
      case PERFECT -> verb.participle();
      case WANT -> "want to " + verb.base();
      default -> verb.base();
    };
  }

  private static String be(boolean past, Person person) {
    return switch (person) {
      case FIRST_SINGULAR -> past ? "was" : "am";
      case THIRD_SINGULAR -> past ? "was" : "is";
      case PLURAL -> past ? "were" : "are";
    };
  }

  private static List<String> rest(Clause clause) {
    List<String> words = new ArrayList<>();
    if (clause.predicate() instanceof Property property) {
      Optional<NounPhrase> than = property.than();
      words.add(
          than.isPresent()
              ? property.adjective().englishComparative()
              : property.adjective().english());
      if (than.isPresent()) {
        words.add("than");
        words.addAll(object(than.get()));
      }
    } else {
      Action action = (Action) clause.predicate();
      action.dative().ifPresent(phrase -> words.addAll(object(phrase)));
      action.object().ifPresent(phrase -> words.addAll(object(phrase)));
    }
    for (Optional<Adverbial> adverbial :
        List.of(clause.manner(), clause.place(), clause.occasion())) {
      adverbial.ifPresent(present -> words.addAll(adverbial(present)));
    }
    if (clause.predicate() instanceof Action action) {
      action.complement().ifPresent(complement -> words.addAll(complement(complement)));
    }
    return words;
  }

  private static List<String> complement(Complement complement) {
    if (complement instanceof Infinitive infinitive) {
      return infinitive(infinitive.clause());
    }
    Finite finite = (Finite) complement;
    List<String> words = new ArrayList<>();
    words.add(finite.whether() ? "whether" : "that");
    words.addAll(clause(finite.clause()));
    return words;
  }

  private static List<String> subject(NounPhrase phrase) {
    return phrase(phrase, true);
  }

  private static List<String> object(NounPhrase phrase) {
    return phrase(phrase, false);
  }

  private static List<String> adverbial(Adverbial adverbial) {
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
    words.addAll(clause(relative.clause()));
    return words;
  }
}
