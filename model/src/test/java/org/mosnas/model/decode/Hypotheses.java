package org.mosnas.model.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;

/** Comparison of translations. */
final class Hypotheses {
  private Hypotheses() {}

  /** The same tokens in the same order, with the same scores up to rounding. */
  static void assertSame(
      String about, List<List<Hypothesis>> actual, List<List<Hypothesis>> expected) {
    assertThat(actual).as(about).hasSameSizeAs(expected);
    for (int b = 0; b < expected.size(); b++) {
      assertSameSentence(about + ", sentence " + b, actual.get(b), expected.get(b));
    }
  }

  private static void assertSameSentence(
      String about, List<Hypothesis> actual, List<Hypothesis> expected) {
    assertThat(actual.stream().map(Hypothesis::ids))
        .as(about)
        .containsExactlyElementsOf(expected.stream().map(Hypothesis::ids).toList());
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).score()).as(about).isCloseTo(expected.get(i).score(), within(1e-4));
    }
  }
}
