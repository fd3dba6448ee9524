package org.mosnas.corpus.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosnas.corpus.grammar.Clause.Action;
import org.mosnas.corpus.grammar.Clause.Adverbial;
import org.mosnas.corpus.grammar.Clause.Complement;
import org.mosnas.corpus.grammar.Clause.Finite;
import org.mosnas.corpus.grammar.Clause.Infinitive;
import org.mosnas.corpus.grammar.Clause.Property;

/** English clauses: subject, verb, objects, manner, place, occasion. */
final class EnglishClauses {
  private EnglishClauses() {}

  static List<String> statement(Clause clause) {
    List<String> words = new ArrayList<>(EnglishPhrases.subject(clause.subject()));
    words.addAll(finite(clause));
    words.addAll(rest(clause));
    return words;
  }

  /** A clause with its auxiliary before the subject. */
  static List<String> question(Clause clause) {
    Person person = clause.subject().person();
    List<String> words = new ArrayList<>();
    boolean negated = clause.predicate().negated();
    if (clause.predicate() instanceof Property property) {
      words.add(be(property.past(), person));
    } else {
      words.add(auxiliary((Action) clause.predicate(), person));
    }
    words.addAll(EnglishPhrases.subject(clause.subject()));
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
        words.addAll(EnglishPhrases.object(than.get()));
      }
    } else {
      Action action = (Action) clause.predicate();
      action.dative().ifPresent(phrase -> words.addAll(EnglishPhrases.object(phrase)));
      action.object().ifPresent(phrase -> words.addAll(EnglishPhrases.object(phrase)));
    }
    for (Optional<Adverbial> adverbial :
        List.of(clause.manner(), clause.place(), clause.occasion())) {
      adverbial.ifPresent(present -> words.addAll(EnglishPhrases.adverbial(present)));
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
    words.addAll(statement(finite.clause()));
    return words;
  }
}
