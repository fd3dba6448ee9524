package org.mosnas.corpus.grammar;

import static org.mosnas.corpus.grammar.GermanInflection.GrammaticalCase.ACCUSATIVE;
import static org.mosnas.corpus.grammar.GermanInflection.GrammaticalCase.DATIVE;
import static org.mosnas.corpus.grammar.GermanInflection.GrammaticalCase.GENITIVE;

import org.mosnas.corpus.grammar.FunctionWords.Determiner.Declension;
import org.mosnas.corpus.grammar.FunctionWords.Preposition.Use;
import org.mosnas.corpus.grammar.GermanInflection.GrammaticalCase;
import org.mosnas.corpus.grammar.NounPhrase.Person;

/** The words that the grammar itself needs, in both languages. */
final class FunctionWords {
  private FunctionWords() {}

  /** A determiner in both languages; an empty word is written as nothing. */
  enum Determiner {
    THE("the", "the", "d", Declension.DEFINITE),
    A("a", null, "ein", Declension.INDEFINITE),
    BARE(null, "", "", Declension.NONE),
    THIS("this", "these", "dies", Declension.STRONG),
    EVERY("every", null, "jed", Declension.STRONG),
    MY("my", "my", "mein", Declension.INDEFINITE),
    HIS("his", "his", "sein", Declension.INDEFINITE),
    HER("her", "her", "ihr", Declension.INDEFINITE),
    OUR("our", "our", "unser", Declension.INDEFINITE),
    THEIR("their", "their", "ihr", Declension.INDEFINITE),
    SOME(null, "some", "einig", Declension.STRONG_BOTH),
    MANY(null, "many", "viel", Declension.STRONG_BOTH),
    TWO(null, "two", "zwei", Declension.NONE),
    THREE(null, "three", "drei", Declension.NONE),
    FOUR(null, "four", "vier", Declension.NONE),
    FIVE(null, "five", "fünf", Declension.NONE),
    /** German only: the negated indefinite. */
    NO(null, null, "kein", Declension.INDEFINITE);

    /** How the German determiner is declined, and which endings an adjective takes after it. */
    enum Declension {
      /** der, die, das; weak adjectives. */
      DEFINITE,
      /** dieser, diese, dieses; weak adjectives. */
      STRONG,
      /** ein, eine, ein; mixed adjectives. */
      INDEFINITE,
      /** viele, vielen; strong adjectives. */
      STRONG_BOTH,
      /** Not declined or not there; strong adjectives. */
      NONE
    }

    private final String singular;
    private final String plural;
    private final String germanStem;
    private final Declension declension;

    Determiner(String singular, String plural, String germanStem, Declension declension) {
      this.singular = singular;
      this.plural = plural;
      this.germanStem = germanStem;
      this.declension = declension;
    }

    boolean canBe(boolean inPlural) {
      return (inPlural ? plural : singular) != null;
    }

    String english(boolean inPlural) {
      return inPlural ? plural : singular;
    }

    String germanStem() {
      return germanStem;
    }

    Declension declension() {
      return declension;
    }

    /** Whether a negated clause says {@code kein} in its place. */
    boolean isIndefinite() {
      return this == A || this == BARE;
    }

    /** Whether it can stand in the German genitive without sounding odd. */
    boolean hasGenitive() {
      return declension == Declension.DEFINITE
          || declension == Declension.INDEFINITE
          || this == THIS;
    }
  }

  /** A personal pronoun in both languages. */
  enum Pronoun {
    I("I", "me", "ich", "mich", "mir", Person.FIRST_SINGULAR),
    HE("he", "him", "er", "ihn", "ihm", Person.THIRD_SINGULAR),
    SHE("she", "her", "sie", "sie", "ihr", Person.THIRD_SINGULAR),
    WE("we", "us", "wir", "uns", "uns", Person.PLURAL),
    THEY("they", "them", "sie", "sie", "ihnen", Person.PLURAL);

    private final String englishSubject;
    private final String englishObject;
    private final String nominative;
    private final String accusative;
    private final String dative;
    private final Person person;

    Pronoun(
        String englishSubject,
        String englishObject,
        String nominative,
        String accusative,
        String dative,
        Person person) {
      this.englishSubject = englishSubject;
      this.englishObject = englishObject;
      this.nominative = nominative;
      this.accusative = accusative;
      this.dative = dative;
      this.person = person;
    }

    String english(boolean subject) {
      return subject ? englishSubject : englishObject;
    }

    String german(GrammaticalCase grammaticalCase) {
      return switch (grammaticalCase) {
        case NOMINATIVE -> nominative;
        case ACCUSATIVE -> accusative;
        case DATIVE -> dative;
        case GENITIVE ->
            throw new IllegalArgumentException("pronouns are not used in the genitive");
      };
    }

    Person person() {
      return person;
    }
  }

  /** A preposition in both languages, with the case it governs in German. */
  enum Preposition {
    IN("in", "in", DATIVE, Use.LOCATION, "place"),
    BEHIND("behind", "hinter", DATIVE, Use.LOCATION, "place"),
    NEXT_TO("next to", "neben", DATIVE, Use.LOCATION, "place"),
    IN_FRONT_OF("in front of", "vor", DATIVE, Use.LOCATION, "place"),
    UNDER("under", "unter", DATIVE, Use.LOCATION, "thing"),
    WITH("with", "mit", DATIVE, Use.LOCATION, "person"),
    WITHOUT("without", "ohne", ACCUSATIVE, Use.LOCATION, "person"),
    FOR("for", "für", ACCUSATIVE, Use.LOCATION, "person"),
    AFTER("after", "nach", DATIVE, Use.OCCASION, "event"),
    BEFORE("before", "vor", DATIVE, Use.OCCASION, "event"),
    DURING("during", "während", GENITIVE, Use.OCCASION, "event"),
    BECAUSE_OF("because of", "wegen", GENITIVE, Use.OCCASION, "event"),
    TO("to", "zu", DATIVE, Use.DIRECTION, "place"),
    INTO("into", "in", ACCUSATIVE, Use.DIRECTION, "place"),
    OUT_OF("out of", "aus", DATIVE, Use.DIRECTION, "place"),
    THROUGH("through", "durch", ACCUSATIVE, Use.DIRECTION, "place");

    /** What a phrase with the preposition says of a verb. */
    enum Use {
      /** Where, with whom, for whom. */
      LOCATION,
      /** When or why. */
      OCCASION,
      /** Whither. */
      DIRECTION
    }

    private final String english;
    private final String german;
    private final GrammaticalCase governs;
    private final Use use;
    private final String kind;

    Preposition(String english, String german, GrammaticalCase governs, Use use, String kind) {
      this.english = english;
      this.german = german;
      this.governs = governs;
      this.use = use;
      this.kind = kind;
    }

    String english() {
      return english;
    }

    String german() {
      return german;
    }

    GrammaticalCase governs() {
      return governs;
    }

    Use use() {
      return use;
    }

    /** The kind of nouns it goes with. */
    String kind() {
      return kind;
    }
  }
}
