package org.mosnas.corpus.grammar;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mosnas.corpus.grammar.Clause.Action;
import org.mosnas.corpus.grammar.Clause.Adverbial;
import org.mosnas.corpus.grammar.Clause.Complement;
import org.mosnas.corpus.grammar.Clause.Finite;
import org.mosnas.corpus.grammar.Clause.Infinitive;
import org.mosnas.corpus.grammar.Clause.Plain;
import org.mosnas.corpus.grammar.Clause.Predicate;
import org.mosnas.corpus.grammar.Clause.Prepositional;
import org.mosnas.corpus.grammar.Clause.Property;
import org.mosnas.corpus.grammar.Clause.Tense;
import org.mosnas.corpus.grammar.FunctionWords.Preposition;
import org.mosnas.corpus.grammar.FunctionWords.Preposition.Use;
import org.mosnas.corpus.grammar.GermanInflection.GrammaticalCase;
import org.mosnas.corpus.grammar.Lexicon.Adjective;
import org.mosnas.corpus.grammar.Lexicon.Verb;
import org.mosnas.corpus.grammar.Lexicon.Verb.Frame;
import org.mosnas.corpus.grammar.NounPhrase.Described;
import org.mosnas.corpus.grammar.NounPhrase.Gap;
import org.mosnas.corpus.grammar.NounPhrase.Person;
import org.mosnas.corpus.grammar.NounPhrase.RelativeClause;
import org.mosnas.corpus.grammar.Sentence.Complex;
import org.mosnas.corpus.grammar.Sentence.Conjunction;
import org.mosnas.corpus.grammar.Sentence.Joined;
import org.mosnas.corpus.grammar.Sentence.Question;
import org.mosnas.corpus.grammar.Sentence.QuestionWord;
import org.mosnas.corpus.grammar.Sentence.Statement;
import org.mosnas.corpus.grammar.Sentence.Subordinator;

/**
 * Draws whole sentences, of clauses that make some sense: subjects and objects are of the kinds the
 * verb wants.
 */
final class SentenceGenerator {
  private enum Form {
    STATEMENT,
    COMPLEMENT,
    QUESTION,
    JOINED,
    COMPLEX
  }

  private static final List<Form> FORMS = List.of(Form.values());
  private static final int[] FORM_WEIGHTS = {40, 15, 12, 13, 20};
  private static final double FRONTED = 0.4;
  private static final double QUESTION_WORD = 0.4;
  private static final double PROPERTY = 0.12;
  private static final double COMPARISON = 0.4;
  private static final double NEGATION = 0.15;
  private static final double OCCASION = 0.3;
  private static final double MANNER = 0.15;
  private static final double PLACE = 0.25;
  private static final double RELATIVE = 0.12;
  private static final List<Tense> TENSES = List.of(Tense.values());
  private static final int[] TENSE_WEIGHTS = {36, 20, 16, 8, 8, 5, 7};
  private static final List<Frame> WITHOUT_CLAUSE =
      List.of(
          Frame.INTRANSITIVE,
          Frame.ACCUSATIVE,
          Frame.DATIVE,
          Frame.DITRANSITIVE,
          Frame.PREPOSITIONAL,
          Frame.MOTION);
  private static final List<Frame> WITH_CLAUSE = List.of(Frame.CLAUSE, Frame.INFINITIVE);
  private static final int[] FRAME_WEIGHTS = {16, 44, 9, 12, 10, 9};

  private final Lexicon lexicon;
  private final Draw draw;
  private final PhraseGenerator phrases;

  SentenceGenerator(Lexicon lexicon, Draw draw) {
    this.lexicon = lexicon;
    this.draw = draw;
    this.phrases = new PhraseGenerator(lexicon, draw);
  }

  Sentence next() {
    return switch (draw.weighted(FORMS, FORM_WEIGHTS)) {
      case STATEMENT -> statement();
      case COMPLEMENT -> new Statement(clauseWithComplement(), Optional.empty());
      case QUESTION ->
          new Question(
              draw.maybe(QUESTION_WORD, () -> draw.of(List.of(QuestionWord.values()))),
              simpleClause());
      case JOINED ->
          new Joined(simpleClause(), draw.of(List.of(Conjunction.values())), simpleClause());
      case COMPLEX ->
          new Complex(
              simpleClause(),
              draw.of(List.of(Subordinator.values())),
              simpleClause(),
              draw.chance(0.4));
    };
  }

  /** A statement in which somebody of a topic acts on somebody or something of it. */
  Sentence about(Topic topic) {
    Verb verb = draw.of(topic.verbs());
    NounPhrase subject = phrases.oneOf(topic.subjects());
    NounPhrase object = phrases.oneOf(topic.objects());
    boolean dative = verb.frame() == Frame.DATIVE;
    Action action =
        new Action(
            verb,
            tense(verb),
            negated(),
            dative ? Optional.of(object) : Optional.empty(),
            dative ? Optional.empty() : Optional.of(object),
            Optional.empty());
    return statement(adorned(subject, action));
  }

  private Sentence statement() {
    return statement(simpleClause());
  }

  private Sentence statement(Clause clause) {
    Optional<Adverbial> front = clause.occasion().or(clause::place);
    return new Statement(
        clause, front.isPresent() && draw.chance(FRONTED) ? front : Optional.empty());
  }

  /** A clause without another clause in it, apart from relative ones. */
  private Clause simpleClause() {
    if (draw.chance(PROPERTY)) {
      return property();
    }
    Verb verb = verb(draw.weighted(WITHOUT_CLAUSE, FRAME_WEIGHTS));
    NounPhrase subject = withRelative(phrases.any(verb.subjects()));
    return adorned(subject, action(verb, tense(verb), negated(), true));
  }

  /** A clause whose verb has a clause as its complement. */
  private Clause clauseWithComplement() {
    Verb verb = verb(draw.of(WITH_CLAUSE));
    NounPhrase subject = phrases.any(verb.subjects());
    Complement complement =
        verb.frame() == Frame.CLAUSE
            ? new Finite(verb.objects().contains("whether"), simpleClause())
            : new Infinitive(infinitive());
    Tense tense = draw.of(List.of(Tense.PRESENT, Tense.PAST, Tense.PERFECT));
    Action action =
        new Action(
            verb, tense, negated(), Optional.empty(), Optional.empty(), Optional.of(complement));
    return new Clause(
        subject,
        action,
        draw.maybe(OCCASION / 2, () -> time(tense)),
        Optional.empty(),
        Optional.empty());
  }

  private Clause infinitive() {
    Verb verb =
        draw.of(
            lexicon.verbs().stream()
                .filter(v -> WITHOUT_CLAUSE.contains(v.frame()) && v.subjects().contains("person"))
                .toList());
    return adorned(new Gap(Person.THIRD_SINGULAR), action(verb, Tense.PRESENT, false, true));
  }

  private Clause property() {
    Described subject = phrases.described(lexicon.kinds());
    Adjective adjective = draw.of(lexicon.adjectives(subject.noun().kind()));
    Optional<NounPhrase> than =
        draw.maybe(COMPARISON, () -> phrases.described(List.of(subject.noun().kind())));
    boolean past = draw.chance(0.4);
    Optional<Adverbial> occasion =
        draw.maybe(OCCASION / 2, () -> time(past ? Tense.PAST : Tense.PRESENT));
    boolean negated = draw.chance(NEGATION);
    Predicate predicate = new Property(adjective, past, negated, than);
    return new Clause(
        withRelative(subject), predicate, occasion, Optional.empty(), Optional.empty());
  }

  private Verb verb(Frame frame) {
    return draw.of(lexicon.verbs(frame));
  }

  private boolean negated() {
    return draw.chance(NEGATION);
  }

  /** The past is left out where English does not show it: "they read". */
  private Tense tense(Verb verb) {
    Tense tense = draw.weighted(TENSES, TENSE_WEIGHTS);
    boolean hidden = tense == Tense.PAST && verb.english().past().equals(verb.english().base());
    boolean absurd = tense == Tense.WANT && !verb.subjects().contains("person");
    return hidden || absurd ? Tense.PRESENT : tense;
  }

  private Action action(Verb verb, Tense tense, boolean negated, boolean relatives) {
    Optional<NounPhrase> dative = Optional.empty();
    Optional<NounPhrase> object = Optional.empty();
    switch (verb.frame()) {
      case ACCUSATIVE, PREPOSITIONAL -> object = Optional.of(object(verb.objects(), relatives));
      case DATIVE -> dative = Optional.of(object(verb.objects(), relatives));
      case DITRANSITIVE -> {
        dative = Optional.of(phrases.any(List.of("person")));
        object = Optional.of(object(verb.objects(), relatives));
      }
      default -> {}
    }
    return new Action(verb, tense, negated, dative, object, Optional.empty());
  }

  private NounPhrase object(List<String> kinds, boolean relatives) {
    NounPhrase phrase = phrases.any(kinds);
    return relatives ? withRelative(phrase) : phrase;
  }

  /** Adds what every verb can have; adverbials come only after relative clauses that have none. */
  private Clause adorned(NounPhrase subject, Action action) {
    Optional<Adverbial> place =
        action.verb().frame() == Frame.MOTION
            ? Optional.of(prepositional(Use.DIRECTION))
            : draw.maybe(PLACE, this::place);
    boolean event = action.verb().subjects().contains("event");
    return new Clause(
        subject,
        action,
        draw.maybe(OCCASION, () -> occasion(action.tense())),
        event ? Optional.empty() : draw.maybe(MANNER, () -> adverb("manner")),
        place);
  }

  private Adverbial occasion(Tense tense) {
    return draw.chance(0.6) ? time(tense) : prepositional(Use.OCCASION);
  }

  private Adverbial time(Tense tense) {
    return new Plain(
        draw.of(
            lexicon.adverbs(
                kind -> kind.equals("time") || (kind.equals("future-time") && !tense.isPast()))));
  }

  private Adverbial place() {
    return draw.chance(0.25) ? adverb("place") : prepositional(Use.LOCATION);
  }

  private Adverbial adverb(String kind) {
    return new Plain(draw.of(lexicon.adverbs(kind::equals)));
  }

  private Adverbial prepositional(Use use) {
    Preposition preposition =
        draw.of(Arrays.stream(Preposition.values()).filter(p -> p.use() == use).toList());
    List<String> kinds = List.of(preposition.kind());
    return new Prepositional(
        preposition,
        preposition.governs() == GrammaticalCase.GENITIVE
            ? phrases.genitive(kinds)
            : phrases.described(kinds));
  }

  private NounPhrase withRelative(NounPhrase phrase) {
    if (!(phrase instanceof Described described)
        || described.owner().isPresent()
        || !draw.chance(RELATIVE)) {
      return phrase;
    }
    return new Described(
        described.determiner(),
        described.adjectives(),
        described.noun(),
        described.plural(),
        Optional.empty(),
        relative(described));
  }

  /** A relative clause without adverbials, so that those after it belong to the main clause. */
  private Optional<RelativeClause> relative(Described head) {
    Gap gap = new Gap(head.person());
    String kind = head.noun().kind();
    boolean aboutSubject = draw.chance(0.5);
    List<Verb> fitting =
        lexicon.verbs(Frame.ACCUSATIVE).stream()
            .filter(verb -> (aboutSubject ? verb.subjects() : verb.objects()).contains(kind))
            .toList();
    if (fitting.isEmpty()) {
      return Optional.empty();
    }
    Verb verb = draw.of(fitting);
    Action drawn = action(verb, tense(verb), negated(), false);
    Action action =
        aboutSubject
            ? drawn
            : new Action(
                verb,
                drawn.tense(),
                drawn.negated(),
                Optional.empty(),
                Optional.of(gap),
                Optional.empty());
    NounPhrase subject = aboutSubject ? gap : phrases.any(verb.subjects());
    return Optional.of(
        new RelativeClause(
            new Clause(subject, action, Optional.empty(), Optional.empty(), Optional.empty())));
  }
}
