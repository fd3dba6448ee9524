package org.mosnas.corpus.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.mosnas.corpus.grammar.Lexicon.Noun;
import org.mosnas.corpus.grammar.Lexicon.Verb;
import org.mosnas.corpus.grammar.Lexicon.Verb.Frame;
import org.mosnas.model.text.TextLines;

/**
 * What a generated text is about: who acts, and on whom or on what.
 *
 * <p>Some topics have nouns of their own. Others come in pairs that share all words and differ in
 * who acts on whom, so that counting words does not tell them apart.
 *
 * @param label name of the topic
 * @param subjects who acts
 * @param objects on whom or on what
 * @param verbs what can be done, the same in both directions where the roles can be changed
 */
record Topic(String label, List<Noun> subjects, List<Noun> objects, List<Verb> verbs) {
  private static final String RESOURCE = "topics.tsv";
  private static final Set<Frame> WITH_OBJECT =
      Set.of(Frame.ACCUSATIVE, Frame.DATIVE, Frame.PREPOSITIONAL);

  /** Copies the lists. */
  Topic {
    subjects = List.copyOf(subjects);
    objects = List.copyOf(objects);
    verbs = List.copyOf(verbs);
  }

  /** The built-in topics, with words of {@code lexicon}. */
  static List<Topic> builtIn(Lexicon lexicon) {
    List<Topic> topics = new ArrayList<>();
    try (TextLines lines = TextLines.stored(RESOURCE, Topic.class.getResourceAsStream(RESOURCE))) {
      while (lines.hasNext()) {
        String line = lines.next();
        if (!line.startsWith("#")) {
          topics.add(parse(line.split("\t"), lexicon));
        }
      }
    }
    return topics;
  }

  private static Topic parse(String[] fields, Lexicon lexicon) {
    List<Noun> subjects = nouns(fields[1], lexicon);
    List<Noun> objects = nouns(fields[2], lexicon);
    Set<String> actors = kinds(subjects);
    Set<String> targets = kinds(objects);
    boolean reversible = targets.contains("person") || targets.contains("animal");
    List<Verb> verbs =
        lexicon.verbs().stream()
            .filter(verb -> WITH_OBJECT.contains(verb.frame()))
            .filter(verb -> joins(verb, actors, targets))
            .filter(verb -> !reversible || joins(verb, targets, actors))
            .toList();
    return new Topic(fields[0], subjects, objects, verbs);
  }

  private static boolean joins(Verb verb, Set<String> actors, Set<String> targets) {
    return verb.subjects().containsAll(actors) && verb.objects().containsAll(targets);
  }

  private static List<Noun> nouns(String list, Lexicon lexicon) {
    Set<String> wanted = Set.of(list.split(","));
    return lexicon.nouns(lexicon.kinds()).stream()
        .filter(noun -> wanted.contains(noun.kind()) || wanted.contains(noun.english()))
        .toList();
  }

  private static Set<String> kinds(List<Noun> nouns) {
    return nouns.stream().map(Noun::kind).collect(Collectors.toSet());
  }
}
