package org.mosnas.corpus.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosnas.corpus.grammar.Clause.Action;
import org.mosnas.corpus.grammar.Clause.Complement;
import org.mosnas.corpus.grammar.Clause.Finite;
import org.mosnas.corpus.grammar.Clause.Infinitive;
import org.mosnas.corpus.grammar.Clause.Property;
import org.mosnas.corpus.grammar.NounPhrase.Described;
import org.mosnas.corpus.grammar.NounPhrase.Personal;

/**
 * German clauses by topological fields.
 *
 * <p>The finite verb stands second in a statement, first in a question, last in a subordinate
 * clause; what else belongs to the verb (separable prefix, participle, infinitive) stands at the
 * end; in between come pronouns, occasion, dative, accusative, negation, manner, prepositional
 * object, place. Clauses that depend on the verb follow after a comma.
 */
final class GermanClauses {
  private GermanClauses() {}

  /** A statement without a fronted part: subject, finite verb, the rest. */
  static List<String> statement(Clause clause) {
    return verbSecond(
        GermanPhrases.phrase(clause.subject(), GrammaticalCase.NOMINATIVE), clause, false);
  }

  /** A statement that begins with something other than its subject. */
  static List<String> inverted(List<String> front, Clause clause) {
    return verbSecond(front, clause, true);
  }

  /** A clause with its verb at the end; a gap as subject or object is left out. */
  static List<String> verbLast(Clause clause) {
    GermanVerbGroup verbs = verbs(clause);
    List<String> words =
        new ArrayList<>(GermanPhrases.phrase(clause.subject(), GrammaticalCase.NOMINATIVE));
    words.addAll(middle(clause));
    words.addAll(verbs.infinite());
    words.add(verbs.prefix() + verbs.finite());
    words.addAll(after(clause));
    return words;
  }

  private static List<String> verbSecond(List<String> front, Clause clause, boolean inverted) {
    GermanVerbGroup verbs = verbs(clause);
    List<String> words = new ArrayList<>(front);
    words.add(verbs.finite());
    if (inverted) {
      words.addAll(GermanPhrases.phrase(clause.subject(), GrammaticalCase.NOMINATIVE));
    }
    words.addAll(middle(clause));
    words.addAll(verbs.infinite());
    words.add(verbs.prefix());
    words.addAll(after(clause));
    return words;
  }

  private static GermanVerbGroup verbs(Clause clause) {
    Person person = clause.subject().person();
    return clause.predicate() instanceof Action action
        ? GermanVerbGroup.of(action, person)
        : GermanVerbGroup.copula(((Property) clause.predicate()).past(), person);
  }

  private static List<String> middle(Clause clause) {
    List<String> words = new ArrayList<>();
    if (clause.predicate() instanceof Property property) {
      clause.occasion().ifPresent(adverbial -> words.addAll(GermanPhrases.adverbial(adverbial)));
      words.addAll(property(property));
      return words;
    }
    Action action = (Action) clause.predicate();
    boolean prepositional = action.verb().frame() == Verb.Frame.PREPOSITIONAL;
    Optional<NounPhrase> accusative = prepositional ? Optional.empty() : negatedObject(action);
    boolean kein = !accusative.equals(prepositional ? Optional.empty() : action.object());

    addPhrase(words, accusative, GrammaticalCase.ACCUSATIVE, true);
    addPhrase(words, action.dative(), GrammaticalCase.DATIVE, true);
    clause.occasion().ifPresent(adverbial -> words.addAll(GermanPhrases.adverbial(adverbial)));
    addPhrase(words, action.dative(), GrammaticalCase.DATIVE, false);
    addPhrase(words, accusative, GrammaticalCase.ACCUSATIVE, false);
    if (action.negated() && !kein) {
      words.add("nicht");
    }
    clause.manner().ifPresent(adverbial -> words.addAll(GermanPhrases.adverbial(adverbial)));
    if (prepositional) {
      words.addAll(
          GermanPhrases.withPreposition(
              action.verb().preposition(),
              action.object().orElseThrow(),
              action.verb().prepositionCase()));
    }
    clause.place().ifPresent(adverbial -> words.addAll(GermanPhrases.adverbial(adverbial)));
    return words;
  }

  private static void addPhrase(
      List<String> words,
      Optional<NounPhrase> phrase,
      GrammaticalCase grammaticalCase,
      boolean pronouns) {
    if (phrase.isPresent() && phrase.get() instanceof Personal == pronouns) {
      words.addAll(GermanPhrases.phrase(phrase.get(), grammaticalCase));
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
      words.addAll(GermanPhrases.phrase(property.than().get(), GrammaticalCase.NOMINATIVE));
    }
    return words;
  }

  private static List<String> after(Clause clause) {
    if (!(clause.predicate() instanceof Action action) || action.complement().isEmpty()) {
      return List.of();
    }
    List<String> words = new ArrayList<>();
    words.add(Surface.COMMA);
    Complement complement = action.complement().get();
    if (complement instanceof Finite finite) {
      words.add(finite.whether() ? "ob" : "dass");
      words.addAll(verbLast(finite.clause()));
    } else {
      Clause infinitive = ((Infinitive) complement).clause();
      words.addAll(middle(infinitive));
      Verb verb = ((Action) infinitive.predicate()).verb();
      words.add(GermanVerbGroup.infinitiveWithZu(verb.german()));
    }
    words.add(Surface.COMMA);
    return words;
  }
}
