package org.mosnas.model.task.translation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosnas.model.task.Batcher;
import org.mosnas.model.task.LeftOut;
import org.mosnas.model.text.SentencePair;
import org.mosnas.model.text.Vocabulary;

class TranslationBatcherTest {
  @Test
  void keepsPairsOfNoMoreTokensThanTheLimitOnBothSides() {
    List<SentencePair> pairs =
        List.of(pair(3, 4), pair(9, 1), pair(4, 4), pair(1, 5), pair(5, 5), pair(1, 1), pair(6, 2));
    Batcher.Kept within = new TranslationBatcher().within(pairs, 4);
    assertThat(within.examples()).containsExactly(pairs.get(0), pairs.get(2), pairs.get(5));
    assertThat(within.leftOut()).isEqualTo(new LeftOut(2, 1, 1));
    assertThat(within.leftOut().total()).isEqualTo(4);
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
