package org.mosnas.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mosnas.model.text.TextFixtures.lines;

import org.junit.jupiter.api.Test;
import org.mosnas.model.error.BadDataException;

class ParallelLinesTest {
  @Test
  void pairsLineByLine() {
    try (ParallelLines pairs = new ParallelLines(lines("a\nb"), lines("A\nB\n"))) {
      assertThat(pairs.next()).isEqualTo(new ParallelText.Pair("a", "A"));
      assertThat(pairs.next()).isEqualTo(new ParallelText.Pair("b", "B"));
      assertThat(pairs.hasNext()).isFalse();
    }
  }

  @Test
  void namesBothLineCountsWhenTheyDiffer() {
    try (ParallelLines pairs = new ParallelLines(lines("a\n"), lines("A\nB\nC\n"))) {
      pairs.next();
      assertThatThrownBy(pairs::hasNext)
          .isInstanceOf(BadDataException.class)
          .hasMessageStartingWith("FILE has 1 lines, but FILE has 3;");
    }
  }
}
