package org.mosnas.corpus.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {
  @Test
  void findsSentencesThatShareHalfOfTheirWords() {
    NearDuplicates known = new NearDuplicates(List.of("Open the file.", "a b c d e f"));
    assertThat(known.contains("open THE file")).isTrue();
    assertThat(known.contains("Open the other file!")).isTrue();
    assertThat(known.contains("a b c x y z")).isFalse();
    assertThat(known.contains("a b c d x y")).isTrue();
    assertThat(known.contains("Nothing in common")).isFalse();
  }

  @Test
  void agreesWithComparingAllPairs() {
    for (long seed = 0; seed < 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<String> known = sentences(random, 30);
      NearDuplicates index = new NearDuplicates(known);
      for (String query : sentences(random, 30)) {
        assertThat(index.contains(query))
            .as("seed %d, \"%s\"", seed, query)
            .isEqualTo(known.stream().anyMatch(other -> jaccard(query, other) >= 0.5));
      }
    }
  }

  private static List<String> sentences(SplittableRandom random, int count) {
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder sentence = new StringBuilder();
      int words = 1 + random.nextInt(7);
      for (int w = 0; w < words; w++) {
        // Small numbers are frequent, as function words are.
        sentence.append('w').append(random.nextInt(1 + random.nextInt(20))).append(' ');
      }
      sentences.add(sentence.toString());
    }
    return sentences;
  }

  static double jaccard(String a, String b) {
    Set<String> union = new HashSet<>(Words.words(a));
    Set<String> shared = new HashSet<>(union);
    union.addAll(Words.words(b));
    shared.retainAll(new HashSet<>(Words.words(b)));
    return (double) shared.size() / union.size();
  }
}
