package org.mosnas.corpus.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosnas.corpus.grammar.Clause.Action;
import org.mosnas.corpus.grammar.Clause.Adverbial;
import org.mosnas.corpus.grammar.Clause.Complement;
import org.mosnas.corpus.grammar.Clause.Finite;
import org.mosnas.corpus.grammar.Clause.Infinitive;
import org.mosnas.corpus.grammar.Clause.Plain;
import org.mosnas.corpus.grammar.Clause.Prepositional;
import org.mosnas.corpus.grammar.Clause.Property;
import org.mosnas.corpus.grammar.FunctionWords.Determiner;
import org.mosnas.corpus.grammar.FunctionWords.Preposition;
import org.mosnas.corpus.grammar.GermanInflection.Gender;
import org.mosnas.corpus.grammar.GermanInflection.GrammaticalCase;
import org.mosnas.corpus.grammar.GermanInflection.VerbGroup;
import org.mosnas.corpus.grammar.Lexicon.Adjective;
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

/**
 * Writes sentences in German, clauses by topological fields.
 *
 * <p>The finite verb stands second in a statement, first in a question, last in a subordinate
 * clause; what else belongs to the verb (separable prefix, participle, infinitive) stands at the
 * end; in between come pronouns, occasion, dative, accusative, negation, manner, prepositional
 * object, place. Clauses that depend on the verb follow after a comma. Articles and adjectives
 * agree with their noun in gender, number and case.
 */
final class German {
  private static final Map<String, String> CONTRACTIONS =
      Map.of(
          "in dem", "im",
          "in das", "ins",
          "an dem", "am",
          "an das", "ans",
          "von dem", "vom",
          "zu dem", "zum",
          "zu der", "zur",
          "bei dem", "beim");

  private German() {}

  static String write(Sentence sentence) {
    if (sentence instanceof Question question) {
      List<String> front = question.word().map(word -> List.of(word.german())).orElse(List.of());
      return Sentence.written(inverted(front, question.clause()), "?");
    }
    if (sentence instanceof Statement statement) {
      return Sentence.written(statement(statement), ".");
    }
    if (sentence instanceof Joined joined) {
      List<String> words = new ArrayList<>(mainClause(joined.first()));
      if (joined.conjunction().afterComma()) {
        words.add(Sentence.COMMA);
      }
      words.add(joined.conjunction().german());
      words.addAll(mainClause(joined.second()));
      return Sentence.written(words, ".");
    }
    return Sentence.written(complex((Complex) sentence), ".");
  }

  private static List<String> statement(Statement statement) {
    if (statement.fronted().isEmpty()) {
      return mainClause(statement.clause());
    }
    Adverbial fronted = statement.fronted().get();
    return inverted(adverbial(fronted), statement.clause().without(statement.fronted()));
  }

  private static List<String> complex(Complex complex) {
    List<String> subordinate = new ArrayList<>();
    subordinate.add(complex.subordinator().german());
    subordinate.addAll(verbLast(complex.subordinate()));
    if (complex.subordinateFirst()) {
      subordinate.add(Sentence.COMMA);
      return inverted(subordinate, complex.main());
    }
    List<String> words = new ArrayList<>(mainClause(complex.main()));
    words.add(Sentence.COMMA);
    words.addAll(subordinate);
    return words;
  }

  /** A statement without a fronted part: subject, finite verb, the rest. */
  private static List<String> mainClause(Clause clause) {
    return verbSecond(phrase(clause.subject(), GrammaticalCase.NOMINATIVE), clause, false);
  }

  /** A statement that begins with something other than its subject. */
  private static List<String> inverted(List<String> front, Clause clause) {
    return verbSecond(front, clause, true);
  }

  /** A clause with its verb at the end; a gap as subject or object is left out. */
  private static List<String> verbLast(Clause clause) {
    VerbGroup verbs = verbs(clause);
    List<String> words = new ArrayList<>(phrase(clause.subject(), GrammaticalCase.NOMINATIVE));
    words.addAll(middle(clause));
    words.addAll(verbs.infinite());
    words.add(verbs.prefix() + verbs.finite());
    words.addAll(after(clause));
    return words;
  }

  private static List<String> verbSecond(List<String> front, Clause clause, boolean inverted) {
    VerbGroup verbs = verbs(clause);
    List<String> words = new ArrayList<>(front);
    words.add(verbs.finite());
    if (inverted) {
      words.addAll(phrase(clause.subject(), GrammaticalCase.NOMINATIVE));
    }
    words.addAll(middle(clause));
    words.addAll(verbs.infinite());
    words.add(verbs.prefix());
    words.addAll(after(clause));
    return words;
  }

  private static VerbGroup verbs(Clause clause) {
    Person person = clause.subject().person();
    return clause.predicate() instanceof Action action
        ? VerbGroup.of(action, person)
        : VerbGroup.copula(((Property) clause.predicate()).past(), person);
  }

  private static List<String> middle(Clause clause) {
    List<String> words = new ArrayList<>();
    if (clause.predicate() instanceof Property property) {
      clause.occasion().ifPresent(adverbial -> words.addAll(adverbial(adverbial)));
      words.addAll(property(property));
      return words;
    }
    Action action = (Action) clause.predicate();
    boolean prepositional = action.verb().frame() == Verb.Frame.PREPOSITIONAL;
    Optional<NounPhrase> accusative = prepositional ? Optional.empty() : negatedObject(action);
    boolean kein = !accusative.equals(prepositional ? Optional.empty() : action.object());

    addPhrase(words, accusative, GrammaticalCase.ACCUSATIVE, true);
    addPhrase(words, action.dative(), GrammaticalCase.DATIVE, true);
    clause.occasion().ifPresent(adverbial -> words.addAll(adverbial(adverbial)));
    addPhrase(words, action.dative(), GrammaticalCase.DATIVE, false);
    addPhrase(words, accusative, GrammaticalCase.ACCUSATIVE, false);
    if (action.negated() && !kein) {
      words.add("nicht");
    }
    clause.manner().ifPresent(adverbial -> words.addAll(adverbial(adverbial)));
    if (prepositional) {
      words.addAll(
          withPreposition(
              action.verb().preposition(),
              action.object().orElseThrow(),
              action.verb().prepositionCase()));
    }
    clause.place().ifPresent(adverbial -> words.addAll(adverbial(adverbial)));
    return words;
  }

  private static void addPhrase(
      List<String> words,
      Optional<NounPhrase> phrase,
      GrammaticalCase grammaticalCase,
      boolean pronouns) {
    if (phrase.isPresent() && phrase.get() instanceof Personal == pronouns) {
      words.addAll(phrase(phrase.get(), grammaticalCase));
    }
  }

  /** The object, with {@code kein} for an indefinite determiner in a negated clause. */
  private static Optional<NounPhrase> negatedObject(Action action) {
    return action
        .object()
        .map(
            object ->
                action.negated()
                        && object instanceof Described described
                        && described.determiner().isIndefinite()
                    ? described.withDeterminer(Determiner.NO)
                    : object);
  }

  private static List<String> property(Property property) {
    List<String> words = new ArrayList<>();
    if (property.negated()) {
      words.add("nicht");
    }
    if (property.than().isEmpty()) {
      words.add(property.adjective().german());
    } else {
      words.add(property.adjective().germanComparative());
      words.add("als");
      words.addAll(phrase(property.than().get(), GrammaticalCase.NOMINATIVE));
    }
    return words;
  }

  private static List<String> after(Clause clause) {
    if (!(clause.predicate() instanceof Action action) || action.complement().isEmpty()) {
      return List.of();
    }
    List<String> words = new ArrayList<>();
    words.add(Sentence.COMMA);
    Complement complement = action.complement().get();
    if (complement instanceof Finite finite) {
      words.add(finite.whether() ? "ob" : "dass");
      words.addAll(verbLast(finite.clause()));
    } else {
      Clause infinitive = ((Infinitive) complement).clause();
      words.addAll(middle(infinitive));
      Verb verb = ((Action) infinitive.predicate()).verb();
      words.add(VerbGroup.infinitiveWithZu(verb.german()));
    }
    words.add(Sentence.COMMA);
    return words;
  }

  /** A noun phrase in a case; nothing for a gap. */
  static List<String> phrase(NounPhrase phrase, GrammaticalCase grammaticalCase) {
    if (phrase instanceof Personal personal) {
      return List.of(personal.pronoun().german(grammaticalCase));
    }
    if (phrase instanceof Name name) {
      return List.of(name.name());
    }
    if (phrase instanceof Described described) {
      return described(described, grammaticalCase);
    }
    return List.of();
  }

  /** An adverb, or a phrase with its preposition. */
  static List<String> adverbial(Adverbial adverbial) {
    if (adverbial instanceof Plain plain) {
      return List.of(plain.adverb().german());
    }
    Prepositional prepositional = (Prepositional) adverbial;
    Preposition preposition = prepositional.preposition();
    return withPreposition(preposition.german(), prepositional.phrase(), preposition.governs());
  }

  /** A preposition and a phrase, contracted where German does. */
  private static List<String> withPreposition(
      String preposition, NounPhrase phrase, GrammaticalCase grammaticalCase) {
    List<String> words = new ArrayList<>();
    words.add(preposition);
    words.addAll(phrase(phrase, grammaticalCase));
    String contraction = CONTRACTIONS.get(words.get(0) + " " + words.get(1));
    boolean article =
        phrase instanceof Described described && described.determiner() == Determiner.THE;
    if (contraction != null && article) {
      words.set(0, contraction);
      words.remove(1);
    }
    return words;
  }

  private static List<String> described(Described phrase, GrammaticalCase grammaticalCase) {
    List<String> words = new ArrayList<>();
    Determiner determiner = phrase.determiner();
    Gender gender = phrase.noun().gender();
    boolean plural = phrase.plural();
    words.add(
        determiner.germanStem()
            + GermanInflection.determiner(
                determiner.declension(), gender, plural, grammaticalCase));
    String ending =
        GermanInflection.adjective(determiner.declension(), gender, plural, grammaticalCase);
    for (Adjective adjective : phrase.adjectives()) {
      words.add(adjective.germanStem() + ending);
    }
    words.add(phrase.noun().german(plural, grammaticalCase));
    phrase.owner().ifPresent(owner -> words.addAll(described(owner, GrammaticalCase.GENITIVE)));
    phrase.relative().ifPresent(relative -> words.addAll(relative(relative, gender, plural)));
    words.removeIf(String::isEmpty);
    return words;
  }

  private static List<String> relative(RelativeClause relative, Gender gender, boolean plural) {
    GrammaticalCase role =
        relative.aboutSubject() ? GrammaticalCase.NOMINATIVE : GrammaticalCase.ACCUSATIVE;
    List<String> words = new ArrayList<>();
    words.add(Sentence.COMMA);
    words.add(GermanInflection.relativePronoun(gender, plural, role));
    words.addAll(verbLast(relative.clause()));
    words.add(Sentence.COMMA);
    return words;
  }
}
