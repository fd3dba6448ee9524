package org.mosnas.corpus.grammar;

import java.util.List;
import org.mosnas.corpus.grammar.Clause.Action;

/**
 * The verb forms of a German clause.
 *
 * @param finite the form that agrees with the subject, without its separable prefix
 * @param prefix separable prefix of the finite form, or empty
 * @param infinite participle or infinitive, or nothing
 */
record GermanVerbGroup(String finite, String prefix, List<String> infinite) {
  static GermanVerbGroup of(Action action, Person person) {
    Verb.German verb = action.verb().german();
    Tense tense = action.tense();
    if (tense.isModal()) {
      return new GermanVerbGroup(
          tense.germanAuxiliary(person), "", List.of(verb.prefix() + verb.infinitive()));
    }
    return switch (tense) {
      case PERFECT ->
          new GermanVerbGroup(perfectAuxiliary(verb, person), "", List.of(verb.participle()));
      case PAST -> new GermanVerbGroup(past(verb.past(), person), verb.prefix(), List.of());
      default -> new GermanVerbGroup(present(verb, person), verb.prefix(), List.of());
    };
  }

  /** The copula of a property. */
  static GermanVerbGroup copula(boolean past, Person person) {
    String finite =
        switch (person) {
          case FIRST_SINGULAR -> past ? "war" : "bin";
          case THIRD_SINGULAR -> past ? "war" : "ist";
          case PLURAL -> past ? "waren" : "sind";
        };
    return new GermanVerbGroup(finite, "", List.of());
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
