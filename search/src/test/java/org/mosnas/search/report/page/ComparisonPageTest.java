package org.mosnas.search.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class ComparisonPageTest {
  @Test
  void putsRunsSideBySide() {
    Document page =
        Jsoup.parse(
            ComparisonPage.html(
                List.of(
                    TestReports.complete("one"),
                    TestReports.complete("two"),
                    TestReports.empty())));
    assertThat(page.select("#summary tbody th").eachText()).containsExactly("one", "two", "early");
    assertThat(page.select("svg.chart").eachAttr("aria-label"))
        .containsExactly(
            "Latency of the winners",
            "Supernets: loss of the largest subnet",
            "Winners on their own",
            "Search progress",
            "Pareto fronts");
    assertThat(page.select("#training .missing").eachText())
        .allSatisfy(text -> assertThat(text).endsWith("early"));
    assertThat(page.select("#settings tbody th").eachText()).contains("commit", "train.rounds");
    assertThat(page.select("script")).hasSize(1);
  }

  @Test
  void saysWhenNothingDiffers() {
    Document page =
        Jsoup.parse(
            ComparisonPage.html(List.of(TestReports.complete("one"), TestReports.complete("one"))));
    assertThat(page.select("#settings p").text()).contains("are the same");
    assertThat(page.select("#summary tbody th").eachText())
        .containsExactly("/runs/one", "/runs/one (2)");
  }

  @Test
  void needsTwoRuns() {
    assertThatThrownBy(() -> ComparisonPage.html(List.of(TestReports.complete("one"))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
