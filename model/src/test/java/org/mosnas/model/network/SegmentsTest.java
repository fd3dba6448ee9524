package org.mosnas.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SegmentsTest {
  @Test
  void selectedSentencesStayWhereTheyLie() {
    Segments selected = Segments.of(3, 1, 5).select(2, 0, 2);
    assertThat(starts(selected)).containsExactly(4, 0, 4);
    assertThat(lengths(selected)).containsExactly(5, 3, 5);
    assertThat(selected.rows()).isEqualTo(9);
  }

  @Test
  void sentencesConcatenatedInTimeAreSelectedAlike() {
    Segments packed = Segments.of(3, 1, 5);
    assertThat(starts(packed.times(3))).containsExactly(0, 9, 12);
    assertThat(lengths(packed.times(3))).containsExactly(9, 3, 15);
    Segments selected = packed.select(1, 2).times(3);
    assertThat(starts(selected)).containsExactly(9, 12);
    assertThat(lengths(selected)).containsExactly(3, 15);
  }

  private static List<Integer> starts(Segments segments) {
    return IntStream.range(0, segments.count()).mapToObj(segments::start).toList();
  }

  private static List<Integer> lengths(Segments segments) {
    return IntStream.range(0, segments.count()).mapToObj(segments::length).toList();
  }
}
