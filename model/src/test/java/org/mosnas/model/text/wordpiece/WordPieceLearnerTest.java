package org.mosnas.model.text.wordpiece;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mosnas.model.text.CodePoints;
import org.mosnas.model.text.wordpiece.WordPieceLearner.Limits;

class WordPieceLearnerTest {
  private static final Map<String, Long> CLASSIC =
      Map.of("low", 5L, "lower", 2L, "newest", 6L, "widest", 3L);

  @Test
  void learnsTheClassicExample() {
    // By hand: "##e ##s" and "##s ##t" 9 times each, the first by code points wins, then "##es
    // ##t";
    // "##w ##est" 6 before "l ##o" 7? No: 7 first, then "lo ##w" 7; then pairs of newest, 6 each.
    List<String> tokens = WordPieceLearner.learn(CLASSIC, new Limits(32, 100, 2)).tokens();
    assertThat(tokens.subList(0, 5)).isEqualTo(WordPieceVocabulary.SPECIALS);
    assertThat(tokens.subList(5, 15))
        .containsExactly("d", "e", "i", "l", "n", "o", "r", "s", "t", "w");
    assertThat(tokens.subList(15, 25))
        .containsExactly("##d", "##e", "##i", "##l", "##n", "##o", "##r", "##s", "##t", "##w");
    assertThat(tokens.subList(25, 32))
        .containsExactly("##es", "##est", "##ow", "low", "##ew", "##ewest", "newest");
  }

  @Test
  void fillsUpWhereThereIsNoMoreToLearn() {
    WordPieceVocabulary small = WordPieceLearner.learn(Map.of("aab", 3L), new Limits(64, 100, 2));
    assertThat(small.tokens().subList(5, small.size()))
        .containsExactly(
            "a",
            "b",
            "##a",
            "##b",
            "##ab",
            "aab",
            "[unused0]",
            "[unused1]",
            "[unused2]",
            "[unused3]",
            "[unused4]");
    assertThat(small.isSpecial(small.size() - 1)).isTrue();
    assertThat(WordPieceLearner.learn(Map.of(), new Limits(64, 100, 2)).size()).isEqualTo(8);
  }

  @Test
  void keepsTheMostFrequentCharacters() {
    WordPieceVocabulary two =
        WordPieceLearner.learn(Map.of("ab", 3L, "ac", 2L, "cd", 2L), new Limits(16, 3, 1));
    assertThat(two.tokens().subList(5, 8)).containsExactly("a", "b", "c");
    assertThat(two.id("ab")).isPresent();
    assertThat(two.id("cd")).as("its d is not known").isEmpty();
    assertThat(two.id("##d")).isEmpty();
  }

  @Test
  void everyWordOfTheAlphabetCanBeSpelled() {
    Map<String, Long> counts = randomWords(3, 400);
    WordPieceVocabulary vocabulary = WordPieceLearner.learn(counts, new Limits(120, 100, 1));
    WordPiece wordPiece = new WordPiece(vocabulary, Normalization.CASED);
    for (String word : counts.keySet()) {
      assertThat(wordPiece.ids(word)).doesNotContain(vocabulary.unknown());
    }
  }

  @Test
  void isWhatCountingAnewAfterEveryMergeGives() {
    for (int seed = 0; seed < 20; seed++) {
      Map<String, Long> counts = randomWords(seed, 60);
      assertThat(WordPieceLearner.learn(counts, new Limits(80, 100, 2)).tokens())
          .as("seed %d", seed)
          .isEqualTo(bySlowCounting(counts, 80, 2));
    }
  }

  @Test
  void orderOfWordsDoesNotMatter() {
    Map<String, Long> counts = randomWords(9, 200);
    List<String> words = new ArrayList<>(counts.keySet());
    Collections.shuffle(words, new Random(5));
    Map<String, Long> shuffled = new LinkedHashMap<>();
    words.forEach(word -> shuffled.put(word, counts.get(word)));
    Limits limits = new Limits(96, 100, 1);
    assertThat(WordPieceLearner.learn(shuffled, limits))
        .isEqualTo(WordPieceLearner.learn(new TreeMap<>(counts), limits));
  }

  @Test
  void sizesThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new Limits(100, 10, 1))
        .hasMessage("size must be a multiple of 8 from 16 on, was 100");
    assertThatThrownBy(() -> new Limits(8, 10, 1)).hasMessageContaining("size must be");
    assertThatThrownBy(() -> new Limits(16, 0, 1)).hasMessageStartingWith("alphabet must be");
    assertThatThrownBy(() -> new Limits(16, 1, 0)).hasMessageStartingWith("min-count must be");
  }

  private static Map<String, Long> randomWords(int seed, int words) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Long> counts = new HashMap<>();
    for (int i = 0; i < words; i++) {
      StringBuilder word = new StringBuilder();
      int length = 1 + random.nextInt(8);
      for (int c = 0; c < length; c++) {
        word.append((char) ('a' + Math.min(random.nextInt(6), random.nextInt(6))));
      }
      counts.merge(word.toString(), 1L + random.nextInt(5), Long::sum);
    }
    return counts;
  }

  private static List<String> bySlowCounting(Map<String, Long> counts, int size, long minCount) {
    Map<String, Long> alphabet = new TreeMap<>(CodePoints.ORDER);
    Map<List<String>, Long> words = new HashMap<>();
    counts.forEach(
        (word, count) -> {
          List<String> pieces = new ArrayList<>();
          for (String c : word.split("")) {
            alphabet.put(c, 0L);
            pieces.add(pieces.isEmpty() ? c : "##" + c);
          }
          words.put(pieces, count);
        });
    List<String> tokens = new ArrayList<>(WordPieceVocabulary.SPECIALS);
    tokens.addAll(alphabet.keySet());
    alphabet.keySet().forEach(c -> tokens.add("##" + c));
    while (tokens.size() < size) {
      Map<List<String>, Long> pairs = new HashMap<>();
      words.forEach(
          (word, count) -> {
            for (int i = 0; i + 1 < word.size(); i++) {
              pairs.merge(word.subList(i, i + 2), count, Long::sum);
            }
          });
      Map.Entry<List<String>, Long> best =
          pairs.entrySet().stream()
              .min(
                  Map.Entry.<List<String>, Long>comparingByValue(Comparator.reverseOrder())
                      .thenComparing(pair -> pair.getKey().get(0))
                      .thenComparing(pair -> pair.getKey().get(1)))
              .filter(pair -> pair.getValue() >= minCount)
              .orElse(null);
      if (best == null) {
        break;
      }
      String merged = best.getKey().get(0) + best.getKey().get(1).substring(2);
      Map<List<String>, Long> after = new HashMap<>();
      words.forEach(
          (word, count) -> after.merge(merged(word, best.getKey(), merged), count, Long::sum));
      words.clear();
      words.putAll(after);
      if (!tokens.contains(merged)) {
        tokens.add(merged);
      }
    }
    for (int i = 0; tokens.size() % 8 != 0; i++) {
      tokens.add("[unused" + i + "]");
    }
    return tokens;
  }

  private static List<String> merged(List<String> word, List<String> pair, String merged) {
    List<String> result = new ArrayList<>();
    for (int i = 0; i < word.size(); i++) {
      if (i + 1 < word.size() && word.subList(i, i + 2).equals(pair)) {
        result.add(merged);
        i++;
      } else {
        result.add(word.get(i));
      }
    }
    return result;
  }
}
