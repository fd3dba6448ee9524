package org.mosnas.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.model.text.LengthFilter.LeftOut;

class LengthFilterTest {
  @Test
  void keepsPairsOfNoMoreTokensThanTheLimitOnBothSides() {
    List<SentencePair> pairs =
        List.of(pair(3, 4), pair(9, 1), pair(4, 4), pair(1, 5), pair(5, 5), pair(1, 1), pair(6, 2));
    LengthFilter filter = LengthFilter.of(pairs, 4);
    assertThat(filter.kept()).containsExactly(pairs.get(0), pairs.get(2), pairs.get(5));
    assertThat(filter.leftOut()).isEqualTo(new LeftOut(2, 1, 1));
    assertThat(filter.leftOut().total()).isEqualTo(4);
  }

  @Test
  void addsUpWhatWorkersLeftOut() {
    assertThat(new LeftOut(1, 2, 3).plus(new LeftOut(10, 20, 30)).plus(LeftOut.NONE))
        .isEqualTo(new LeftOut(11, 22, 33))
        .hasToString("11 by the source, 22 by the target, 33 by both");
  }

  private static SentencePair pair(int source, int target) {
    return new SentencePair(ids(source), ids(target));
  }

  private static int[] ids(int length) {
    int[] ids = new int[length];
    Arrays.fill(ids, 7);
    ids[length - 1] = Vocabulary.EOS;
    return ids;
  }
}
