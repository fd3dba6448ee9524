package org.mosnas.corpus.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageSplitTest {
  /** Buckets 0, 3, 4, 7, 8 of 100, computed with Python's hashlib. */
  @Test
  void seedZeroDividesAsThePublishedSetDoes() {
    PageSplit split = new PageSplit(0);
    assertThat(split.of("sbasic/shared/03010200.html")).isEqualTo(Split.VALID);
    assertThat(split.of("sbasic/guide/insert_control.html")).isEqualTo(Split.VALID);
    assertThat(split.of("sbasic/shared/03060600.html")).isEqualTo(Split.TEST);
    assertThat(split.of("sbasic/shared/03020408.html")).isEqualTo(Split.TEST);
    assertThat(split.of("sbasic/shared/01050300.html")).isEqualTo(Split.TRAIN);
  }

  @Test
  void everySeedGivesFourPercentToValidAndToTest() {
    for (long seed = 0; seed < 4; seed++) {
      PageSplit split = new PageSplit(seed);
      Map<Split, Integer> pages = new EnumMap<>(Split.class);
      for (int page = 0; page < 10_000; page++) {
        pages.merge(split.of("page" + page), 1, Integer::sum);
      }
      // Five standard deviations of 10,000 draws at 4 %.
      assertThat(pages.get(Split.VALID)).as("seed %d", seed).isBetween(302, 498);
      assertThat(pages.get(Split.TEST)).as("seed %d", seed).isBetween(302, 498);
    }
  }

  @Test
  void seedsDivideDifferently() {
    PageSplit first = new PageSplit(1);
    PageSplit second = new PageSplit(2);
    int different = 0;
    for (int page = 0; page < 1000; page++) {
      different += first.of("page" + page) == second.of("page" + page) ? 0 : 1;
    }
    assertThat(different).isGreaterThan(50);
  }
}
