package org.mosnas.model.text.bpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mosnas.model.text.TextFixtures.lines;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mosnas.model.text.TextFixtures;
import org.mosnas.model.text.TextLines;
import org.mosnas.model.text.Whitespace;

/** Expected pieces were printed by subword-nmt 0.3.8. */
class BpeEncoderTest {
  private static final String OLD_CODES = "l o\nlo w</w>\nlo w\ne r\ner </w>\n";

  @Test
  void appliesLearnedMergesInTheirOrder() {
    try (TextLines codes = TextLines.open(TextFixtures.fixture("codes.bpe"))) {
      BpeEncoder encoder = new BpeEncoder(BpeCodes.read(codes));
      assertThat(encoded(encoder, "low lowest newer  widest wider slow x"))
          .isEqualTo("low lo@@ west ne@@ w@@ e@@ r widest wid@@ e@@ r s@@ low x");
    }
  }

  @Test
  void mergesOverlappingPairsFromTheLeft() {
    Map<String, Long> runs =
        Map.of(
            "aaaa", 7L, "aaa", 3L, "aaaaa", 2L, "baaab", 4L, "------", 5L, ".....", 3L, "-----", 1L,
            "a-a-a", 2L);
    BpeEncoder encoder = new BpeEncoder(BpeLearner.learn(runs, 50, 2));
    assertThat(encoded(encoder, "aaaaaaa aaaaaa baab ---- ------- .... abab"))
        .isEqualTo(
            "aa@@ aaaaa aa@@ aaaa b@@ aa@@ b --@@ -@@ - ----@@ --@@ - ..@@ .@@ . a@@ b@@ a@@ b");
  }

  @Test
  void endsWordsByTheVersionOfTheCodes() {
    BpeEncoder old = new BpeEncoder(BpeCodes.read(lines(OLD_CODES)));
    assertThat(encoded(old, "low lower er lo r")).isEqualTo("low low@@ er er lo r");
    String renewed = "#version: 0.2\n" + OLD_CODES + "e r</w>\n";
    BpeEncoder current = new BpeEncoder(BpeCodes.read(lines(renewed)));
    assertThat(encoded(current, "low lower er lo r")).isEqualTo("low low@@ er er l@@ o r");
  }

  @Test
  void keepsWholeCharactersBeyondTheBasicPlane() {
    BpeEncoder encoder = new BpeEncoder(BpeLearner.learn(Map.of("ab", 2L), 1, 2));
    assertThat(encoder.encode("😀x😀")).containsExactly("😀@@", "x@@", "😀");
    assertThat(encoder.encode("😀")).containsExactly("😀");
  }

  @Test
  void removalUndoesEncoding() {
    long seed = 3;
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Long> counts = new HashMap<>();
    for (int i = 0; i < 500; i++) {
      for (String word : Whitespace.split(TextFixtures.randomLine(random, 30))) {
        counts.merge(word, 1L, Long::sum);
      }
    }
    BpeEncoder encoder = new BpeEncoder(BpeLearner.learn(counts, 200, 2));
    for (int i = 0; i < 1000; i++) {
      String line = Whitespace.collapse(TextFixtures.randomLine(random, 30));
      if (!(line + " ").contains("@@ ")) {
        assertThat(BpeCodes.remove(encoded(encoder, line))).as("seed %d", seed).isEqualTo(line);
      }
    }
  }

  @Test
  void travelsToExecutors() {
    BpeEncoder encoder = new BpeEncoder(BpeCodes.read(lines(OLD_CODES)));
    BpeEncoder there = TextFixtures.travelled(encoder, BpeEncoder.class);
    assertThat(there.encode(List.of("lower", "lo"))).containsExactly("low@@", "er", "lo");
  }

  private static String encoded(BpeEncoder encoder, String line) {
    return String.join(" ", encoder.encode(Whitespace.split(line)));
  }
}
