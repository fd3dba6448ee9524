package org.mosnas.corpus.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mosnas.corpus.grammar.GermanInflection.GrammaticalCase.ACCUSATIVE;
import static org.mosnas.corpus.grammar.GermanInflection.GrammaticalCase.DATIVE;
import static org.mosnas.corpus.grammar.GermanInflection.GrammaticalCase.GENITIVE;
import static org.mosnas.corpus.grammar.GermanInflection.GrammaticalCase.NOMINATIVE;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mosnas.corpus.grammar.Clause.Action;
import org.mosnas.corpus.grammar.Clause.Adverbial;
import org.mosnas.corpus.grammar.Clause.Finite;
import org.mosnas.corpus.grammar.Clause.Infinitive;
import org.mosnas.corpus.grammar.Clause.Plain;
import org.mosnas.corpus.grammar.Clause.Prepositional;
import org.mosnas.corpus.grammar.Clause.Property;
import org.mosnas.corpus.grammar.Clause.Tense;
import org.mosnas.corpus.grammar.FunctionWords.Determiner;
import org.mosnas.corpus.grammar.FunctionWords.Preposition;
import org.mosnas.corpus.grammar.FunctionWords.Pronoun;
import org.mosnas.corpus.grammar.GermanInflection.GrammaticalCase;
import org.mosnas.corpus.grammar.Lexicon.Adjective;
import org.mosnas.corpus.grammar.Lexicon.Noun;
import org.mosnas.corpus.grammar.Lexicon.Verb;
import org.mosnas.corpus.grammar.NounPhrase.Described;
import org.mosnas.corpus.grammar.NounPhrase.Gap;
import org.mosnas.corpus.grammar.NounPhrase.Person;
import org.mosnas.corpus.grammar.NounPhrase.Personal;
import org.mosnas.corpus.grammar.NounPhrase.RelativeClause;
import org.mosnas.corpus.grammar.Sentence.Complex;
import org.mosnas.corpus.grammar.Sentence.Question;
import org.mosnas.corpus.grammar.Sentence.Statement;
import org.mosnas.corpus.grammar.Sentence.Subordinator;

/** Agreement and word order, against German as it is written. */
class GermanTest {
  private final Lexicon lexicon = Lexicon.builtIn();

  @Test
  void articlesAndAdjectivesAgreeInGenderNumberAndCase() {
    assertCases(
        Determiner.THE,
        "man",
        false,
        "der alte Mann",
        "den alten Mann",
        "dem alten Mann",
        "des alten Mannes");
    assertCases(
        Determiner.A,
        "man",
        false,
        "ein alter Mann",
        "einen alten Mann",
        "einem alten Mann",
        "eines alten Mannes");
    assertCases(
        Determiner.A,
        "woman",
        false,
        "eine alte Frau",
        "eine alte Frau",
        "einer alten Frau",
        "einer alten Frau");
    assertCases(
        Determiner.OUR,
        "child",
        false,
        "unser altes Kind",
        "unser altes Kind",
        "unserem alten Kind",
        "unseres alten Kindes");
    assertCases(
        Determiner.THIS,
        "house",
        false,
        "dieses alte Haus",
        "dieses alte Haus",
        "diesem alten Haus",
        "dieses alten Hauses");
    assertCases(
        Determiner.THE,
        "house",
        true,
        "die alten Häuser",
        "die alten Häuser",
        "den alten Häusern",
        "der alten Häuser");
    assertCases(
        Determiner.MANY,
        "car",
        true,
        "viele alte Autos",
        "viele alte Autos",
        "vielen alten Autos",
        "vieler alter Autos");
    assertCases(
        Determiner.BARE,
        "woman",
        true,
        "alte Frauen",
        "alte Frauen",
        "alten Frauen",
        "alter Frauen");
    assertCases(
        Determiner.NO,
        "dog",
        true,
        "keine alten Hunde",
        "keine alten Hunde",
        "keinen alten Hunden",
        "keiner alten Hunde");
  }

  @Test
  void weakNounsTakeEndingsInTheSingular() {
    assertThat(words(phrase(Determiner.THE, "student", false), ACCUSATIVE))
        .isEqualTo("den Studenten");
    assertThat(words(phrase(Determiner.A, "bear", false), DATIVE)).isEqualTo("einem Bären");
    assertThat(words(phrase(Determiner.THE, "baker", false), ACCUSATIVE)).isEqualTo("den Bäcker");
  }

  @Test
  void verbStandsSecondAndItsPrefixLast() {
    Clause clause = clause(the("man"), action("open", Tense.PRESENT, the("door")), "today");
    assertBoth(
        new Statement(clause, Optional.empty()),
        "The man opens the door today.",
        "Der Mann macht heute die Tür auf.");
    assertBoth(
        new Statement(clause, clause.occasion()),
        "Today the man opens the door.",
        "Heute macht der Mann die Tür auf.");
    assertBoth(
        new Question(Optional.empty(), clause),
        "Does the man open the door today?",
        "Macht der Mann heute die Tür auf?");
  }

  @Test
  void participlesAndInfinitivesCloseTheClause() {
    assertBoth(
        statement(clause(the("man"), action("open", Tense.PERFECT, the("door")))),
        "The man has opened the door.",
        "Der Mann hat die Tür aufgemacht.");
    assertBoth(
        statement(clause(men(), action("arrive", Tense.PERFECT, null))),
        "The men have arrived.",
        "Die Männer sind angekommen.");
    assertBoth(
        statement(clause(men(), action("arrive", Tense.PAST, null))),
        "The men arrived.",
        "Die Männer kamen an.");
    assertBoth(
        statement(clause(the("man"), action("open", Tense.WANT, the("door")))),
        "The man wants to open the door.",
        "Der Mann will die Tür aufmachen.");
  }

  @Test
  void verbStandsLastInSubordinateClauses() {
    Clause sleeps = clause(the("child"), action("sleep", Tense.PRESENT, null));
    Clause opens = clause(the("man"), action("open", Tense.PRESENT, the("door")));
    Clause opened = clause(the("man"), action("open", Tense.PERFECT, the("door")));
    assertBoth(
        new Complex(sleeps, Subordinator.ALTHOUGH, opens, false),
        "The child sleeps although the man opens the door.",
        "Das Kind schläft, obwohl der Mann die Tür aufmacht.");
    assertBoth(
        new Complex(sleeps, Subordinator.BECAUSE, opened, true),
        "Because the man has opened the door, the child sleeps.",
        "Weil der Mann die Tür aufgemacht hat, schläft das Kind.");
    Action says =
        new Action(
            verb("say"),
            Tense.PAST,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Finite(false, opens)));
    assertBoth(
        statement(clause(the("woman"), says)),
        "The woman said that the man opens the door.",
        "Die Frau sagte, dass der Mann die Tür aufmacht.");
  }

  @Test
  void infinitiveClausesPutZuBetweenPrefixAndVerb() {
    Clause inner =
        clause(new Gap(Person.THIRD_SINGULAR), action("open", Tense.PRESENT, the("door")));
    Action tries =
        new Action(
            verb("try"),
            Tense.PRESENT,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Infinitive(inner)));
    assertBoth(
        statement(clause(the("man"), tries)),
        "The man tries to open the door.",
        "Der Mann versucht, die Tür aufzumachen.");
  }

  @Test
  void relativePronounsAgreeWithTheNounAndTheirRole() {
    Clause who = clause(new Gap(Person.THIRD_SINGULAR), action("see", Tense.PRESENT, the("dog")));
    assertBoth(
        statement(clause(relative("man", who), action("sleep", Tense.PRESENT, null))),
        "The man who sees the dog sleeps.",
        "Der Mann, der den Hund sieht, schläft.");
    Clause that = clause(men(), action("see", Tense.PERFECT, new Gap(Person.THIRD_SINGULAR)));
    assertBoth(
        statement(clause(relative("dog", that), action("sleep", Tense.PRESENT, null))),
        "The dog that the men have seen sleeps.",
        "Der Hund, den die Männer gesehen haben, schläft.");
  }

  @Test
  void negationIsKeinBeforeIndefiniteObjects() {
    Action book =
        new Action(
            verb("buy"),
            Tense.PRESENT,
            true,
            Optional.empty(),
            Optional.of(phrase(Determiner.A, "book", false)),
            Optional.empty());
    assertBoth(
        statement(clause(new Personal(Pronoun.I), book)),
        "I do not buy a book.",
        "Ich kaufe kein Buch.");
    Action her =
        new Action(
            verb("see"),
            Tense.PAST,
            true,
            Optional.empty(),
            Optional.of(new Personal(Pronoun.SHE)),
            Optional.empty());
    assertBoth(
        statement(clause(men(), her)), "The men did not see her.", "Die Männer sahen sie nicht.");
  }

  @Test
  void objectsFollowInTheOrderOfGerman() {
    Action gives =
        new Action(
            verb("give"),
            Tense.PRESENT,
            false,
            Optional.of(new Personal(Pronoun.HE)),
            Optional.of(the("book")),
            Optional.empty());
    assertBoth(
        statement(clause(the("woman"), gives, "today")),
        "The woman gives him the book today.",
        "Die Frau gibt ihm heute das Buch.");
    assertBoth(
        statement(clause(the("woman"), action("think of", Tense.PRESENT, the("man")))),
        "The woman thinks of the man.",
        "Die Frau denkt an den Mann.");
  }

  @Test
  void prepositionsGovernCasesAndContract() {
    assertThat(adverbial(Preposition.IN, "house")).isEqualTo("im Haus");
    assertThat(adverbial(Preposition.INTO, "house")).isEqualTo("ins Haus");
    assertThat(adverbial(Preposition.TO, "school")).isEqualTo("zur Schule");
    assertThat(adverbial(Preposition.DURING, "storm")).isEqualTo("während des Sturmes");
    assertThat(adverbial(Preposition.WITHOUT, "student")).isEqualTo("ohne den Studenten");
  }

  @Test
  void comparisonsAreInTheNominative() {
    Property older = new Property(adjective("old"), true, false, Optional.of(the("man")));
    assertBoth(
        statement(clause(new Personal(Pronoun.I), older)),
        "I was older than the man.",
        "Ich war älter als der Mann.");
  }

  private void assertCases(Determiner determiner, String noun, boolean plural, String... expected) {
    Described phrase =
        new Described(
            determiner,
            List.of(adjective("old")),
            noun(noun),
            plural,
            Optional.empty(),
            Optional.empty());
    assertThat(List.of(NOMINATIVE, ACCUSATIVE, DATIVE, GENITIVE))
        .extracting(grammaticalCase -> words(phrase, grammaticalCase))
        .containsExactly(expected);
  }

  private static void assertBoth(Sentence sentence, String english, String german) {
    assertThat(English.write(sentence)).isEqualTo(english);
    assertThat(German.write(sentence)).isEqualTo(german);
  }

  private static String words(NounPhrase phrase, GrammaticalCase grammaticalCase) {
    return String.join(" ", German.phrase(phrase, grammaticalCase));
  }

  private String adverbial(Preposition preposition, String noun) {
    return String.join(" ", German.adverbial(new Prepositional(preposition, the(noun))));
  }

  private static Sentence statement(Clause clause) {
    return new Statement(clause, Optional.empty());
  }

  private static Clause clause(NounPhrase subject, Clause.Predicate predicate) {
    return new Clause(subject, predicate, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private Clause clause(NounPhrase subject, Clause.Predicate predicate, String time) {
    Adverbial occasion =
        new Plain(
            lexicon.adverbs(kind -> true).stream()
                .filter(a -> a.english().equals(time))
                .findFirst()
                .orElseThrow());
    return new Clause(
        subject, predicate, Optional.of(occasion), Optional.empty(), Optional.empty());
  }

  private Action action(String verb, Tense tense, NounPhrase object) {
    return new Action(
        verb(verb), tense, false, Optional.empty(), Optional.ofNullable(object), Optional.empty());
  }

  private NounPhrase men() {
    return phrase(Determiner.THE, "man", true);
  }

  private Described the(String noun) {
    return phrase(Determiner.THE, noun, false);
  }

  private Described relative(String noun, Clause clause) {
    return new Described(
        Determiner.THE,
        List.of(),
        noun(noun),
        false,
        Optional.empty(),
        Optional.of(new RelativeClause(clause)));
  }

  private Described phrase(Determiner determiner, String noun, boolean plural) {
    return new Described(
        determiner, List.of(), noun(noun), plural, Optional.empty(), Optional.empty());
  }

  private Noun noun(String english) {
    return lexicon.nouns(lexicon.kinds()).stream()
        .filter(n -> n.english().equals(english))
        .findFirst()
        .orElseThrow();
  }

  private Verb verb(String base) {
    return lexicon.verbs().stream()
        .filter(v -> v.english().base().equals(base))
        .findFirst()
        .orElseThrow();
  }

  private Adjective adjective(String english) {
    return lexicon.adjectives("person").stream()
        .filter(a -> a.english().equals(english))
        .findFirst()
        .orElseThrow();
  }
}
