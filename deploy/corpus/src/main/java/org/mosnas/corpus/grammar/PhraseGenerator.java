package org.mosnas.corpus.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosnas.corpus.grammar.FunctionWords.Determiner;
import org.mosnas.corpus.grammar.FunctionWords.Pronoun;
import org.mosnas.corpus.grammar.Lexicon.Adjective;
import org.mosnas.corpus.grammar.Lexicon.Noun;
import org.mosnas.corpus.grammar.NounPhrase.Described;
import org.mosnas.corpus.grammar.NounPhrase.Name;
import org.mosnas.corpus.grammar.NounPhrase.Personal;

/** Draws noun phrases. */
final class PhraseGenerator {
  private static final double PLURAL = 0.35;
  private static final double OWNER = 0.12;
  private static final double PRONOUN = 0.2;
  private static final double NAME = 0.1;
  private static final int MAX_ADJECTIVES = 2;

  private static final List<Determiner> SINGULAR =
      List.of(
          Determiner.THE,
          Determiner.A,
          Determiner.THIS,
          Determiner.EVERY,
          Determiner.MY,
          Determiner.HIS,
          Determiner.HER,
          Determiner.OUR,
          Determiner.THEIR);
  private static final int[] SINGULAR_WEIGHTS = {40, 22, 6, 3, 6, 4, 4, 4, 4};
  private static final List<Determiner> PLURALS =
      List.of(
          Determiner.THE,
          Determiner.BARE,
          Determiner.THIS,
          Determiner.SOME,
          Determiner.MANY,
          Determiner.TWO,
          Determiner.THREE,
          Determiner.FOUR,
          Determiner.FIVE,
          Determiner.MY,
          Determiner.HIS,
          Determiner.HER,
          Determiner.OUR,
          Determiner.THEIR);
  private static final int[] PLURAL_WEIGHTS = {34, 18, 6, 6, 6, 4, 3, 2, 2, 4, 3, 3, 3, 3};

  private final Lexicon lexicon;
  private final Draw draw;

  PhraseGenerator(Lexicon lexicon, Draw draw) {
    this.lexicon = lexicon;
    this.draw = draw;
  }

  /** A subject or object of one of the kinds; pronouns and names stand for persons only. */
  NounPhrase any(List<String> kinds) {
    if (kinds.contains("person")) {
      if (draw.chance(PRONOUN)) {
        return new Personal(draw.of(List.of(Pronoun.values())));
      }
      if (draw.chance(NAME)) {
        return new Name(draw.of(lexicon.names()));
      }
    }
    return described(kinds);
  }

  /** A noun of one of the kinds with determiner, adjectives and perhaps an owner. */
  Described described(List<String> kinds) {
    return oneOf(lexicon.nouns(kinds));
  }

  /** One of the nouns with determiner, adjectives and perhaps an owner. */
  Described oneOf(List<Noun> nouns) {
    Noun noun = draw.of(nouns);
    boolean plural = draw.chance(PLURAL);
    Determiner determiner =
        plural ? draw.weighted(PLURALS, PLURAL_WEIGHTS) : draw.weighted(SINGULAR, SINGULAR_WEIGHTS);
    boolean ownable = determiner == Determiner.THE && !noun.kind().equals("person");
    Optional<Described> owner =
        ownable ? draw.maybe(OWNER, () -> genitive(List.of("person"))) : Optional.empty();
    return new Described(determiner, adjectives(noun), noun, plural, owner, Optional.empty());
  }

  /** A phrase that can stand in the German genitive. */
  Described genitive(List<String> kinds) {
    Noun noun = draw.of(lexicon.nouns(kinds));
    boolean plural = draw.chance(PLURAL);
    List<Determiner> determiners =
        (plural ? PLURALS : SINGULAR).stream().filter(Determiner::hasGenitive).toList();
    return new Described(
        draw.of(determiners), adjectives(noun), noun, plural, Optional.empty(), Optional.empty());
  }

  private List<Adjective> adjectives(Noun noun) {
    List<Adjective> fitting = lexicon.adjectives(noun.kind());
    int wanted = draw.weighted(List.of(0, 1, MAX_ADJECTIVES), 58, 35, 7);
    List<Adjective> adjectives = new ArrayList<>();
    for (int i = 0; i < wanted; i++) {
      Adjective adjective = draw.of(fitting);
      if (!adjectives.contains(adjective)) {
        adjectives.add(adjective);
      }
    }
    return adjectives;
  }
}
