package org.mosnas.corpus.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mosnas.corpus.grammar.Clause.Adverbial;
import org.mosnas.corpus.grammar.Clause.Plain;
import org.mosnas.corpus.grammar.Clause.Prepositional;
import org.mosnas.corpus.grammar.NounPhrase.Described;
import org.mosnas.corpus.grammar.NounPhrase.Name;
import org.mosnas.corpus.grammar.NounPhrase.Personal;
import org.mosnas.corpus.grammar.NounPhrase.RelativeClause;

/** German noun phrases and adverbials: articles and adjectives agree in gender, number and case. */
final class GermanPhrases {
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

  private GermanPhrases() {}

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

  static List<String> adverbial(Adverbial adverbial) {
    if (adverbial instanceof Plain plain) {
      return List.of(plain.adverb().german());
    }
    Prepositional prepositional = (Prepositional) adverbial;
    Preposition preposition = prepositional.preposition();
    return withPreposition(preposition.german(), prepositional.phrase(), preposition.governs());
  }

  /** A preposition and a phrase, contracted where German does. */
  static List<String> withPreposition(
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
            + GermanEndings.determiner(determiner.declension(), gender, plural, grammaticalCase));
    String ending =
        GermanEndings.adjective(determiner.declension(), gender, plural, grammaticalCase);
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
    words.add(Surface.COMMA);
    words.add(GermanEndings.relativePronoun(gender, plural, role));
    words.addAll(GermanClauses.verbLast(relative.clause()));
    words.add(Surface.COMMA);
    return words;
  }
}
