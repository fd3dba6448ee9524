package org.mosnas.corpus.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mosnas.corpus.grammar.Lexicon.Adverb;
import org.mosnas.corpus.grammar.Lexicon.Noun;
import org.mosnas.corpus.text.CorpusSplit;
import org.mosnas.corpus.text.ParallelCorpus;
import org.mosnas.corpus.text.ParallelCorpus.Sizes;
import org.mosnas.corpus.text.ParallelCorpus.TranslatedSentence;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.random.Seeds;

class GeneratedCorpusTest {
  /** A verb of every frame, and verbs with more than one. */
  private static final Set<String> VERBS =
      Set.of(
          "know",
          "hope",
          "forget",
          "begin",
          "think",
          "think of",
          "sleep",
          "see",
          "help",
          "give",
          "go",
          "open",
          "bring",
          "bring along",
          "ask",
          "wait for");

  @Test
  void equalArgumentsGiveEqualCorpora() {
    Sizes sizes = new Sizes(300, 20, 30);
    assertThat(GeneratedCorpus.generate(sizes, 7)).isEqualTo(GeneratedCorpus.generate(sizes, 7));
    assertThat(GeneratedCorpus.generate(sizes, 7)).isNotEqualTo(GeneratedCorpus.generate(sizes, 8));
  }

  @Test
  void haveTheSizesAskedForAndNoSentenceTwice() {
    for (long seed = 0; seed < 3; seed++) {
      ParallelCorpus corpus = GeneratedCorpus.generate(new Sizes(3000, 100, 200), seed);
      assertThat(corpus.lines())
          .containsExactly(
              Map.entry("train", 3000), Map.entry("valid", 100), Map.entry("test", 200));
      Set<String> sources = new HashSet<>();
      Set<String> targets = new HashSet<>();
      for (CorpusSplit split : CorpusSplit.values()) {
        for (TranslatedSentence pair : corpus.pairs(split)) {
          assertThat(sources.add(pair.source())).as("seed %d: %s", seed, pair).isTrue();
          assertThat(targets.add(pair.target())).as("seed %d: %s", seed, pair).isTrue();
        }
      }
    }
  }

  @Test
  void aLargerTrainingPartBeginsWithTheSmallerOne() {
    ParallelCorpus small = GeneratedCorpus.generate(new Sizes(100, 10, 10), 1);
    ParallelCorpus large = GeneratedCorpus.generate(new Sizes(200, 10, 10), 1);
    assertThat(large.train().subList(0, 100)).isEqualTo(small.train());
    assertThat(large.test()).isEqualTo(small.test());
  }

  /** With few words sentences repeat often, so two trees with one English form would show. */
  @Test
  void translationIsAFunctionOfTheSource() {
    Lexicon lexicon = fewWords();
    Map<String, String> translations = new HashMap<>();
    int repeated = 0;
    for (long index = 0; index < 25_000; index++) {
      Draw draw = new Draw(Seeds.generator(3, "function", index));
      Sentence sentence = new SentenceGenerator(lexicon, draw).next();
      String english = English.write(sentence);
      String german = German.write(sentence);
      String before = translations.putIfAbsent(english, german);
      if (before != null) {
        repeated++;
        assertThat(german).as("index %d: %s", index, english).isEqualTo(before);
      }
    }
    assertThat(repeated).isGreaterThan(500);
  }

  private static Lexicon fewWords() {
    Lexicon all = Lexicon.builtIn();
    Map<String, Noun> nounByKind = new LinkedHashMap<>();
    all.nouns(all.kinds()).forEach(noun -> nounByKind.putIfAbsent(noun.kind(), noun));
    Map<String, Adverb> adverbByKind = new LinkedHashMap<>();
    all.adverbs(kind -> true).forEach(adverb -> adverbByKind.putIfAbsent(adverb.kind(), adverb));
    return new Lexicon(
        List.copyOf(nounByKind.values()),
        all.verbs().stream().filter(verb -> VERBS.contains(verb.english().base())).toList(),
        all.adjectives("person").subList(0, 1),
        List.copyOf(adverbByKind.values()));
  }

  @Test
  void sentencesAreWellFormedText() {
    for (TranslatedSentence pair : GeneratedCorpus.generate(new Sizes(3000, 1, 1), 5).train()) {
      for (String side : List.of(pair.source(), pair.target())) {
        assertThat(side).matches("\\p{Lu}.*[^ ,.?][.?]").doesNotContain("  ", " ,", ",,", "null");
      }
    }
  }

  @Test
  void refusesMoreThanMemoryHolds() {
    assertThatThrownBy(() -> GeneratedCorpus.generate(new Sizes(3_000_000, 1, 1), 0))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining("3,000,000");
  }
}
