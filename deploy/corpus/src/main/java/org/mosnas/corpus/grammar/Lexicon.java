package org.mosnas.corpus.grammar;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.mosnas.corpus.grammar.GermanInflection.Gender;
import org.mosnas.corpus.grammar.GermanInflection.GrammaticalCase;
import org.mosnas.corpus.grammar.Lexicon.Verb.Frame;
import org.mosnas.model.text.TextLines;

/**
 * The words of the generated languages: each English word has one German word in each of its uses.
 *
 * <p>Remembers what it was asked for. Not thread-safe.
 */
final class Lexicon {
  /**
   * A noun in both languages.
   *
   * @param english English singular
   * @param englishPlural English plural
   * @param german German nominative singular
   * @param gender of the German noun
   * @param germanPlural German nominative plural
   * @param germanGenitive German genitive singular
   * @param kind what it names: {@code person}, {@code food}, {@code place} …
   */
  record Noun(
      String english,
      String englishPlural,
      String german,
      Gender gender,
      String germanPlural,
      String germanGenitive,
      String kind) {
    static Noun parse(String[] f) {
      return new Noun(f[0], f[1], f[2], Gender.of(f[3]), f[4], f[5], f[6]);
    }

    String english(boolean plural) {
      return plural ? englishPlural : english;
    }

    /** The German form in a case. */
    String german(boolean plural, GrammaticalCase grammaticalCase) {
      if (plural) {
        boolean takesN =
            grammaticalCase == GrammaticalCase.DATIVE
                && !germanPlural.endsWith("n")
                && !germanPlural.endsWith("s");
        return takesN ? germanPlural + "n" : germanPlural;
      }
      return switch (grammaticalCase) {
        case NOMINATIVE -> german;
        case GENITIVE -> germanGenitive;
        case ACCUSATIVE, DATIVE -> isWeak() ? germanGenitive : german;
      };
    }

    /** Weak nouns end in -n in every case but the nominative: der Student, den Studenten. */
    private boolean isWeak() {
      return gender == Gender.MASCULINE
          && germanGenitive.equals(germanPlural)
          && germanGenitive.endsWith("n")
          && !german.endsWith("n");
    }
  }

  /**
   * A verb in both languages, with what it can be combined with.
   *
   * @param frame what complements it takes
   * @param subjects kinds of nouns that can be its subject
   * @param objects kinds of nouns that can be its object, or the conjunction of its clause
   * @param english its English forms, with their particle or preposition: {@code waits for}
   * @param german its German forms
   * @param preposition German preposition of a {@link Frame#PREPOSITIONAL} object, else empty
   * @param prepositionCase case after that preposition
   */
  record Verb(
      Frame frame,
      List<String> subjects,
      List<String> objects,
      English english,
      German german,
      String preposition,
      GrammaticalCase prepositionCase) {
    /** What complements a verb takes. */
    enum Frame {
      /** None. */
      INTRANSITIVE,
      /** A direct object. */
      ACCUSATIVE,
      /** An object that is dative in German. */
      DATIVE,
      /** A person and a thing. */
      DITRANSITIVE,
      /** An object with a preposition in German. */
      PREPOSITIONAL,
      /** A direction. */
      MOTION,
      /** A finite clause. */
      CLAUSE,
      /** An infinitive clause. */
      INFINITIVE
    }

    /** English forms; the past and the participle do not depend on person. */
    record English(String base, String thirdSingular, String past, String participle) {}

    /**
     * German forms.
     *
     * @param prefix separable prefix, or empty
     * @param infinitive without the prefix; also the plural of the present
     * @param firstSingular present, without the prefix
     * @param thirdSingular present, without the prefix
     * @param past first and third person singular of the past, without the prefix
     * @param participle with the prefix
     * @param withSein whether the perfect is made with {@code sein}
     */
    record German(
        String prefix,
        String infinitive,
        String firstSingular,
        String thirdSingular,
        String past,
        String participle,
        boolean withSein) {}

    static Verb parse(String[] f) {
      String[] preposition = f[14].equals("-") ? new String[] {"", "accusative"} : f[14].split(":");
      return new Verb(
          Frame.valueOf(f[0]),
          List.of(f[1].split(",")),
          List.of(f[2].split(",")),
          new English(f[3], f[4], f[5], f[6]),
          new German(
              f[7].equals("-") ? "" : f[7], f[8], f[9], f[10], f[11], f[12], f[13].equals("sein")),
          preposition[0],
          GrammaticalCase.valueOf(preposition[1].toUpperCase(Locale.ROOT)));
    }
  }

  /**
   * An adjective in both languages.
   *
   * @param english positive
   * @param englishComparative comparative, possibly of two words
   * @param german positive, as a predicate
   * @param germanStem what endings are added to: {@code dunkl} of {@code dunkel}
   * @param germanComparative comparative, as a predicate
   * @param kinds kinds of nouns it may go with
   */
  record Adjective(
      String english,
      String englishComparative,
      String german,
      String germanStem,
      String germanComparative,
      List<String> kinds) {
    static Adjective parse(String[] f) {
      return new Adjective(f[0], f[1], f[2], f[3], f[4], List.of(f[5].split(",")));
    }
  }

  /**
   * An adverb in both languages, possibly of several words.
   *
   * @param kind {@code time}, {@code future-time}, {@code manner} or {@code place}
   */
  record Adverb(String kind, String english, String german) {
    static Adverb parse(String[] f) {
      return new Adverb(f[0], f[1], f[2]);
    }
  }

  private static final List<String> NAMES =
      List.of(
          "Anna", "Peter", "Maria", "Paul", "Laura", "David", "Julia", "Martin", "Emma", "Jonas");

  private final List<Noun> nouns;
  private final List<String> kinds;
  private final List<Verb> verbs;
  private final List<Adjective> adjectives;
  private final List<Adverb> adverbs;
  private final Map<List<String>, List<Noun>> nounsByKinds = new HashMap<>();
  private final Map<String, List<Adjective>> adjectivesByKind = new HashMap<>();
  private final Map<Frame, List<Verb>> verbsByFrame = new EnumMap<>(Frame.class);

  Lexicon(List<Noun> nouns, List<Verb> verbs, List<Adjective> adjectives, List<Adverb> adverbs) {
    this.nouns = nouns;
    this.kinds = nouns.stream().map(Noun::kind).distinct().toList();
    this.verbs = verbs;
    this.adjectives = adjectives;
    this.adverbs = adverbs;
  }

  /** Reads the built-in words. */
  static Lexicon builtIn() {
    return new Lexicon(
        read("nouns.tsv", Noun::parse),
        read("verbs.tsv", Verb::parse),
        read("adjectives.tsv", Adjective::parse),
        read("adverbs.tsv", Adverb::parse));
  }

  /** The kinds of nouns that there are. */
  List<String> kinds() {
    return kinds;
  }

  List<Noun> nouns(List<String> kinds) {
    return nounsByKinds.computeIfAbsent(
        kinds, wanted -> only(nouns, noun -> wanted.contains(noun.kind())));
  }

  List<Verb> verbs() {
    return verbs;
  }

  List<Verb> verbs(Frame frame) {
    return verbsByFrame.computeIfAbsent(
        frame, wanted -> only(verbs, verb -> verb.frame() == wanted));
  }

  List<Adjective> adjectives(String kind) {
    return adjectivesByKind.computeIfAbsent(
        kind, wanted -> only(adjectives, adjective -> adjective.kinds().contains(wanted)));
  }

  List<Adverb> adverbs(Predicate<String> kind) {
    return only(adverbs, adverb -> kind.test(adverb.kind()));
  }

  List<String> names() {
    return NAMES;
  }

  private static <T> List<T> only(List<T> all, Predicate<T> wanted) {
    return all.stream().filter(wanted).toList();
  }

  private static <T> List<T> read(String resource, Function<String[], T> parser) {
    List<T> entries = new ArrayList<>();
    try (TextLines lines =
        TextLines.stored(resource, Lexicon.class.getResourceAsStream(resource))) {
      while (lines.hasNext()) {
        String line = lines.next();
        if (!line.startsWith("#")) {
          entries.add(parser.apply(line.split("\t")));
        }
      }
    }
    return List.copyOf(entries);
  }
}
