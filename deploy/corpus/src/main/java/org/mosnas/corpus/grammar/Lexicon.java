package org.mosnas.corpus.grammar;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.mosnas.corpus.grammar.Verb.Frame;
import org.mosnas.model.text.TextLines;

/**
 * The words of the generated languages: each English word has one German word in each of its uses.
 *
 * <p>Remembers what it was asked for. Not thread-safe.
 */
final class Lexicon {
  private static final List<String> NAMES =
      List.of(
          "Anna", "Peter", "Maria", "Paul", "Laura", "David", "Julia", "Martin", "Emma", "Jonas");

  private final List<Noun> nouns;
  private final List<Verb> verbs;
  private final List<Adjective> adjectives;
  private final List<Adverb> adverbs;
  private final Map<List<String>, List<Noun>> nounsByKinds = new HashMap<>();
  private final Map<String, List<Adjective>> adjectivesByKind = new HashMap<>();
  private final Map<Frame, List<Verb>> verbsByFrame = new EnumMap<>(Frame.class);

  Lexicon(List<Noun> nouns, List<Verb> verbs, List<Adjective> adjectives, List<Adverb> adverbs) {
    this.nouns = nouns;
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

  List<Noun> nouns() {
    return nouns;
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

  List<Adjective> adjectives() {
    return adjectives;
  }

  List<Adjective> adjectives(String kind) {
    return adjectivesByKind.computeIfAbsent(
        kind, wanted -> only(adjectives, adjective -> adjective.kinds().contains(wanted)));
  }

  List<Adverb> adverbs() {
    return adverbs;
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
