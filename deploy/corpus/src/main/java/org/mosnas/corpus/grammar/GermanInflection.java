package org.mosnas.corpus.grammar;

import java.util.List;
import org.mosnas.corpus.grammar.Clause.Action;
import org.mosnas.corpus.grammar.Clause.Tense;
import org.mosnas.corpus.grammar.FunctionWords.Determiner.Declension;
import org.mosnas.corpus.grammar.Lexicon.Verb;
import org.mosnas.corpus.grammar.NounPhrase.Person;

/** How German words change: endings that agree in gender, number and case, and verbs in person. */
final class GermanInflection {
  /** Gender of a German noun. */
  enum Gender {
    MASCULINE,
    FEMININE,
    NEUTER;

    static Gender of(String letter) {
      return switch (letter) {
        case "m" -> MASCULINE;
        case "f" -> FEMININE;
        case "n" -> NEUTER;
        default -> throw new IllegalArgumentException("no gender \"" + letter + "\"");
      };
    }
  }

  /** Case of a German noun phrase; the order is that of the tables of endings. */
  enum GrammaticalCase {
    NOMINATIVE,
    ACCUSATIVE,
    DATIVE,
    GENITIVE
  }

  /**
   * The verb forms of a German clause.
   *
   * @param finite the form that agrees with the subject, without its separable prefix
   * @param prefix separable prefix of the finite form, or empty
   * @param infinite participle or infinitive, or nothing
   */
  record VerbGroup(String finite, String prefix, List<String> infinite) {
    static VerbGroup of(Action action, Person person) {
      Verb.German verb = action.verb().german();
      Tense tense = action.tense();
      if (tense.isModal()) {
        return new VerbGroup(
            tense.germanAuxiliary(person), "", List.of(verb.prefix() + verb.infinitive()));
      }
      return switch (tense) {
        case PERFECT ->
            new VerbGroup(perfectAuxiliary(verb, person), "", List.of(verb.participle()));
        case PAST -> new VerbGroup(past(verb.past(), person), verb.prefix(), List.of());
        default -> new VerbGroup(present(verb, person), verb.prefix(), List.of());
      };
    }

    /** The copula of a property. */
    static VerbGroup copula(boolean past, Person person) {
      String finite =
          switch (person) {
            case FIRST_SINGULAR -> past ? "war" : "bin";
            case THIRD_SINGULAR -> past ? "war" : "ist";
            case PLURAL -> past ? "waren" : "sind";
          };
      return new VerbGroup(finite, "", List.of());
    }

    /** The infinitive with {@code zu}, which goes between a separable prefix and the verb. */
    static String infinitiveWithZu(Verb.German verb) {
      return verb.prefix().isEmpty()
          ? "zu " + verb.infinitive()
          : verb.prefix() + "zu" + verb.infinitive();
    }

    private static String present(Verb.German verb, Person person) {
      return switch (person) {
        case FIRST_SINGULAR -> verb.firstSingular();
        case THIRD_SINGULAR -> verb.thirdSingular();
        case PLURAL -> verb.infinitive();
      };
    }

    private static String past(String singular, Person person) {
      if (person != Person.PLURAL) {
        return singular;
      }
      return singular.endsWith("e") ? singular + "n" : singular + "en";
    }

    private static String perfectAuxiliary(Verb.German verb, Person person) {
      return switch (person) {
        case FIRST_SINGULAR -> verb.withSein() ? "bin" : "habe";
        case THIRD_SINGULAR -> verb.withSein() ? "ist" : "hat";
        case PLURAL -> verb.withSein() ? "sind" : "haben";
      };
    }
  }

  /**
   * Columns: masculine, feminine, neuter, plural; rows: nominative, accusative, dative, genitive.
   */
  private static final String[][] STRONG = {
    {"er", "e", "es", "e"},
    {"en", "e", "es", "e"},
    {"em", "er", "em", "en"},
    {"es", "er", "es", "er"}
  };

  private static final String[][] DEFINITE = {
    {"er", "ie", "as", "ie"},
    {"en", "ie", "as", "ie"},
    {"em", "er", "em", "en"},
    {"es", "er", "es", "er"}
  };

  private static final String[][] INDEFINITE = {
    {"", "e", "", "e"},
    {"en", "e", "", "e"},
    {"em", "er", "em", "en"},
    {"es", "er", "es", "er"}
  };

  private static final String[][] WEAK_ADJECTIVE = {
    {"e", "e", "e", "en"},
    {"en", "e", "e", "en"},
    {"en", "en", "en", "en"},
    {"en", "en", "en", "en"}
  };

  private static final String[][] MIXED_ADJECTIVE = {
    {"er", "e", "es", "en"},
    {"en", "e", "es", "en"},
    {"en", "en", "en", "en"},
    {"en", "en", "en", "en"}
  };

  private static final int PLURAL = 3;

  private GermanInflection() {}

  /** The ending of a determiner. */
  static String determiner(
      Declension declension, Gender gender, boolean plural, GrammaticalCase grammaticalCase) {
    return switch (declension) {
      case DEFINITE -> look(DEFINITE, gender, plural, grammaticalCase);
      case INDEFINITE -> look(INDEFINITE, gender, plural, grammaticalCase);
      case STRONG, STRONG_BOTH -> look(STRONG, gender, plural, grammaticalCase);
      case NONE -> "";
    };
  }

  /** The ending of an adjective after a determiner. */
  static String adjective(
      Declension declension, Gender gender, boolean plural, GrammaticalCase grammaticalCase) {
    return switch (declension) {
      case DEFINITE, STRONG -> look(WEAK_ADJECTIVE, gender, plural, grammaticalCase);
      case INDEFINITE -> look(MIXED_ADJECTIVE, gender, plural, grammaticalCase);
      case STRONG_BOTH, NONE -> look(STRONG, gender, plural, grammaticalCase);
    };
  }

  /** The relative pronoun, which differs from the article in the dative plural. */
  static String relativePronoun(Gender gender, boolean plural, GrammaticalCase grammaticalCase) {
    return plural && grammaticalCase == GrammaticalCase.DATIVE
        ? "denen"
        : "d" + look(DEFINITE, gender, plural, grammaticalCase);
  }

  private static String look(
      String[][] table, Gender gender, boolean plural, GrammaticalCase grammaticalCase) {
    return table[grammaticalCase.ordinal()][plural ? PLURAL : gender.ordinal()];
  }
}
