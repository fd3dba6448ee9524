package org.mosnas.corpus.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CorpusSplitTest {
  /** Buckets 0, 3, 4, 7, 8 of 100, computed with Python's hashlib. */
  @Test
  void seedZeroDividesAsThePublishedSetDoes() {
    assertThat(CorpusSplit.ofPage("sbasic/shared/03010200.html", 0)).isEqualTo(CorpusSplit.VALID);
    assertThat(CorpusSplit.ofPage("sbasic/guide/insert_control.html", 0))
        .isEqualTo(CorpusSplit.VALID);
    assertThat(CorpusSplit.ofPage("sbasic/shared/03060600.html", 0)).isEqualTo(CorpusSplit.TEST);
    assertThat(CorpusSplit.ofPage("sbasic/shared/03020408.html", 0)).isEqualTo(CorpusSplit.TEST);
    assertThat(CorpusSplit.ofPage("sbasic/shared/01050300.html", 0)).isEqualTo(CorpusSplit.TRAIN);
  }

  @Test
  void everySeedGivesFourPercentToValidAndToTest() {
    for (long seed = 0; seed < 4; seed++) {
      Map<CorpusSplit, Integer> pages = new EnumMap<>(CorpusSplit.class);
      for (int page = 0; page < 10_000; page++) {
        pages.merge(CorpusSplit.ofPage("page" + page, seed), 1, Integer::sum);
      }
      // Five standard deviations of 10,000 draws at 4 %.
      assertThat(pages.get(CorpusSplit.VALID)).as("seed %d", seed).isBetween(302, 498);
      assertThat(pages.get(CorpusSplit.TEST)).as("seed %d", seed).isBetween(302, 498);
    }
  }

  @Test
  void seedsDivideDifferently() {
    int different = 0;
    for (int page = 0; page < 1000; page++) {
      different +=
          CorpusSplit.ofPage("page" + page, 1) == CorpusSplit.ofPage("page" + page, 2) ? 0 : 1;
    }
    assertThat(different).isGreaterThan(50);
  }
}
