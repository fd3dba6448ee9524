package org.mosnas.model.text.bpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Expected codes were printed by subword-nmt 0.3.8 unless a test says otherwise. */
class BpeLearnerTest {
  private static final Map<String, Long> CLASSIC =
      Map.of("low", 5L, "lower", 2L, "newest", 6L, "widest", 3L);

  @Test
  void learnsTheClassicExample() {
    // By hand: "e s" and "s t</w>" 9 times each, the later one wins, then "e st</w>" 9; "l o" 7,
    // while "o w" is split into "o w</w>" 5 and "o w" 2; then the pairs of newest 6, low 5, widest.
    assertThat(codes(CLASSIC, 10))
        .isEqualTo(
            """
            #version: 0.2
            s t</w>
            e st</w>
            l o
            w est</w>
            n e
            ne west</w>
            lo w</w>
            w i
            wi d
            wid est</w>
            """);
  }

  @Test
  void stopsWhenNoPairIsFrequentEnough() {
    List<BpeCodes.Merge> all = BpeLearner.learn(CLASSIC, 100, 2).merges();
    assertThat(all)
        .hasSize(13)
        .endsWith(
            new BpeCodes.Merge("w", "e"),
            new BpeCodes.Merge("we", "r</w>"),
            new BpeCodes.Merge("lo", "wer</w>"));
    assertThat(BpeLearner.learn(CLASSIC, 100, 3).merges()).isEqualTo(all.subList(0, 10));
    assertThat(BpeLearner.learn(Map.of("ab", 1L, "x", 9L), 5, 2).merges()).isEmpty();
    assertThat(BpeLearner.learn(Map.of("x", 9L), 5, 2).merges()).isEmpty();
    assertThat(BpeLearner.learn(Map.of(), 5, 2).merges()).isEmpty();
  }

  @Test
  void mergesRunsOfOneCharacterAsSubwordNmtDoes() {
    Map<String, Long> runs =
        Map.of(
            "aaaa", 7L, "aaa", 3L, "aaaaa", 2L, "baaab", 4L, "------", 5L, ".....", 3L, "-----", 1L,
            "a-a-a", 2L);
    assertThat(codes(runs, 50))
        .isEqualTo(
            """
            #version: 0.2
            a a
            - -
            aa a
            . .
            aaa a</w>
            -- --
            aa a</w>
            ---- -
            ----- -</w>
            b aaa
            baaa b</w>
            a -
            .. .</w>
            .. ...</w>
            aa aaa</w>
            a- a</w>
            a- a-a</w>
            """);
  }

  @Test
  void breaksTiesByCodePoint() {
    assertThat(codes(Map.of("😀＠", 3L, "😀a", 3L, "＠a", 3L), 5))
        .isEqualTo("#version: 0.2\n😀 ＠</w>\n😀 a</w>\n＠ a</w>\n");
  }

  @Test
  void doesNotDependOnTheOrderOfTheWords() {
    Map<String, Long> descending = new TreeMap<>(java.util.Comparator.reverseOrder());
    descending.putAll(CLASSIC);
    assertThat(BpeLearner.learn(descending, 50, 2)).isEqualTo(BpeLearner.learn(CLASSIC, 50, 2));
  }

  @Test
  void refusesWordsWithWhiteSpace() {
    assertThatThrownBy(() -> BpeLearner.learn(Map.of("a b", 1L), 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a b'");
    assertThatThrownBy(() -> BpeLearner.learn(CLASSIC, -1, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String codes(Map<String, Long> counts, int merges) {
    StringBuilder text = new StringBuilder();
    BpeLearner.learn(counts, merges, 2).write(text);
    return text.toString();
  }
}
