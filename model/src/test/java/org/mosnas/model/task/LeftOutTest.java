package org.mosnas.model.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeftOutTest {
  @Test
  void addsUpWhatWorkersLeftOut() {
    assertThat(new LeftOut(1, 2, 3).plus(new LeftOut(10, 20, 30)).plus(LeftOut.NONE))
        .isEqualTo(new LeftOut(11, 22, 33))
        .hasToString("11 by the source, 22 by the target, 33 by both");
  }
}
