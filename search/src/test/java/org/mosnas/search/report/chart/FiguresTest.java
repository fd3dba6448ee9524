package org.mosnas.search.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void keepsAboutThreeDigits() {
    assertThat(Figures.millis(8.8909)).isEqualTo("8.89\u00a0ms");
    assertThat(Figures.millis(123.4)).isEqualTo("123\u00a0ms");
    assertThat(Figures.millis(0.0321)).isEqualTo("0.032\u00a0ms");
    assertThat(Figures.amount(1_388_544)).isEqualTo("1.39\u00a0M");
    assertThat(Figures.amount(835_904)).isEqualTo("836\u00a0k");
    assertThat(Figures.amount(1200)).isEqualTo("1\u202f200");
  }

  @Test
  void writesTimesAsPeopleDo() {
    assertThat(Figures.duration(0.198)).isEqualTo("0.2\u00a0s");
    assertThat(Figures.duration(59.7)).isEqualTo("1\u00a0min 0\u00a0s");
    assertThat(Figures.duration(710.887)).isEqualTo("11\u00a0min 51\u00a0s");
    assertThat(Figures.duration(7_260)).isEqualTo("2\u00a0h 1\u00a0min");
    assertThat(Figures.bytes(2_266_357_760L)).isEqualTo("2.11\u00a0GiB");
    assertThat(Figures.fixed(-0.5, 2)).isEqualTo("\u22120.50");
  }
}
