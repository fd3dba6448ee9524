package org.mosnas.corpus.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mosnas.corpus.grammar.Lexicon.Noun;
import org.mosnas.corpus.text.CorpusSplit;
import org.mosnas.corpus.text.ParallelCorpus.Sizes;
import org.mosnas.corpus.text.TopicCorpus;
import org.mosnas.corpus.text.TopicCorpus.Document;
import org.mosnas.corpus.text.TopicCorpus.Example;
import org.mosnas.corpus.text.Words;
import org.mosnas.model.error.MosnasException;

class GeneratedTextTest {
  private static final Sizes DOCUMENTS = new Sizes(60, 10, 10);
  private static final Set<String> BY_ORDER = Set.of("parents", "trades", "keepers", "beasts");

  @Test
  void equalArgumentsGiveEqualCorpora() {
    Sizes examples = new Sizes(100, 20, 20);
    TopicCorpus corpus = GeneratedText.generate(DOCUMENTS, examples, 7);
    assertThat(GeneratedText.generate(DOCUMENTS, examples, 7)).isEqualTo(corpus);
    assertThat(GeneratedText.generate(DOCUMENTS, examples, 8)).isNotEqualTo(corpus);
  }

  @Test
  void hasTheSizesAskedForAndNoSentenceTwice() {
    TopicCorpus corpus = GeneratedText.generate(DOCUMENTS, new Sizes(500, 50, 50), 1);
    Set<String> seen = new HashSet<>();
    for (CorpusSplit split : CorpusSplit.values()) {
      assertThat(corpus.documents().get(split)).hasSize(DOCUMENTS.of(split));
      for (Document document : corpus.documents().get(split)) {
        document.lines().forEach(line -> assertThat(seen.add(Words.letters(line))).isTrue());
      }
      for (Example example : corpus.examples().get(split)) {
        for (String sentence : example.text().split("(?<=[.?]) ")) {
          assertThat(seen.add(Words.letters(sentence))).as(sentence).isTrue();
        }
      }
    }
    Map<String, Integer> labels = corpus.labels(CorpusSplit.TRAIN);
    assertThat(labels).hasSize(10);
    assertThat(Collections.max(labels.values()) - Collections.min(labels.values())).isZero();
  }

  @Test
  void countingWordsDoesNotTellWhoActsOnWhom() {
    TopicCorpus corpus = GeneratedText.generate(new Sizes(1, 1, 1), new Sizes(3000, 1, 1000), 0);
    WordCounts counts = new WordCounts(corpus.examples().get(CorpusSplit.TRAIN));
    List<Example> test = corpus.examples().get(CorpusSplit.TEST);
    List<Example> byOrder = test.stream().filter(e -> BY_ORDER.contains(e.label())).toList();
    assertThat(counts.accuracy(test)).isBetween(0.6, 0.85);
    assertThat(counts.accuracy(byOrder)).isBetween(0.4, 0.65);
  }

  @Test
  void theOrderOfWordsDoes() {
    Lexicon lexicon = Lexicon.builtIn();
    TopicCorpus corpus = GeneratedText.generate(new Sizes(1, 1, 1), new Sizes(1, 1, 1000), 0);
    int right = 0;
    int all = 0;
    for (Topic topic : Topic.builtIn(lexicon)) {
      for (Example example : corpus.examples().get(CorpusSplit.TEST)) {
        if (BY_ORDER.contains(topic.label()) && example.label().equals(topic.label())) {
          all++;
          right += subjectsComeFirst(example, topic) > 0 ? 1 : 0;
        }
      }
    }
    assertThat(right / (double) all).isGreaterThan(0.85);
  }

  /** In how many sentences a subject of the topic comes first, less those with an object. */
  private static int subjectsComeFirst(Example example, Topic topic) {
    int difference = 0;
    for (String sentence : example.text().split("(?<=[.?]) ")) {
      List<String> words = Words.words(sentence);
      int subject = first(words, topic.subjects());
      int object = first(words, topic.objects());
      if (subject < words.size() && object < words.size()) {
        difference += subject < object ? 1 : -1;
      }
    }
    return difference;
  }

  private static int first(List<String> words, List<Noun> nouns) {
    int first = words.size();
    for (Noun noun : nouns) {
      for (String form : List.of(noun.english(), noun.englishPlural())) {
        int at = words.indexOf(form);
        first = at < 0 ? first : Math.min(first, at);
      }
    }
    return first;
  }

  @Test
  void rolesOfPairedTopicsAreChanged() {
    Lexicon lexicon = Lexicon.builtIn();
    Map<String, Topic> topics = new HashMap<>();
    Topic.builtIn(lexicon).forEach(topic -> topics.put(topic.label(), topic));
    assertThat(topics).hasSize(10);
    topics.values().forEach(topic -> assertThat(topic.verbs()).hasSizeGreaterThan(4));
    for (List<String> pair : List.of(List.of("parents", "trades"), List.of("keepers", "beasts"))) {
      Topic first = topics.get(pair.get(0));
      Topic second = topics.get(pair.get(1));
      assertThat(first.subjects()).isEqualTo(second.objects());
      assertThat(first.objects()).isEqualTo(second.subjects());
      assertThat(first.verbs()).isEqualTo(second.verbs());
    }
  }

  @Test
  void refusesMoreThanTheGrammarHas() {
    Sizes tooMany = new Sizes(50_001, 1, 1);
    assertThatThrownBy(() -> GeneratedText.generate(DOCUMENTS, tooMany, 0))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining("50,001 in train; ask for fewer");
  }

  /** Naive Bayes on counts of words. */
  private static final class WordCounts {
    private final Map<String, Map<String, Integer>> counts = new HashMap<>();
    private final Map<String, Integer> totals = new HashMap<>();
    private final Set<String> vocabulary = new HashSet<>();

    WordCounts(List<Example> examples) {
      for (Example example : examples) {
        for (String word : Words.words(example.text())) {
          counts
              .computeIfAbsent(example.label(), label -> new HashMap<>())
              .merge(word, 1, Integer::sum);
          totals.merge(example.label(), 1, Integer::sum);
          vocabulary.add(word);
        }
      }
    }

    double accuracy(List<Example> examples) {
      return examples.stream().filter(e -> guess(e).equals(e.label())).count()
          / (double) examples.size();
    }

    private String guess(Example example) {
      List<String> labels = new ArrayList<>(counts.keySet());
      labels.sort(null);
      return Collections.max(
          labels, (a, b) -> Double.compare(logLikelihood(example, a), logLikelihood(example, b)));
    }

    private double logLikelihood(Example example, String label) {
      double sum = 0;
      for (String word : Words.words(example.text())) {
        double count = counts.get(label).getOrDefault(word, 0) + 0.5;
        sum += Math.log(count / (totals.get(label) + 0.5 * vocabulary.size()));
      }
      return sum;
    }
  }
}
