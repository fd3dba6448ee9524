package org.mosnas.search.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.mosnas.search.report.content.RunReport;
import org.mosnas.search.report.content.ScoredSystem.LatencyPromise;

class ReportPageTest {
  private final String html = ReportPage.html(TestReports.complete("seven"));
  private final Document page = Jsoup.parse(html);

  @Test
  void equalReportsGiveEqualPages() {
    assertThat(ReportPage.html(TestReports.complete("seven"))).isEqualTo(html);
  }

  @Test
  void textStaysText() {
    assertThat(page.select("script")).hasSize(1);
    assertThat(page.select("img, iframe, object, embed, link")).isEmpty();
    assertThat(page.select(".sample .given dd").first().text()).isEqualTo(TestReports.HOSTILE);
    assertThat(page.select("#origin").text()).contains(TestReports.HOSTILE);
    Document failed = Jsoup.parse(ReportPage.html(TestReports.empty()));
    assertThat(failed.select("script")).hasSize(1);
    assertThat(failed.select(".missing").first().text()).contains(TestReports.HOSTILE);
  }

  @Test
  void theMembersOfAFamilyStandBesideEachOther() {
    assertThat(page.select("#search table").first().text())
        .contains("small", "parameters <= 1,000 " + TestReports.HOSTILE, "4.5000", "4.7500", "45");
    assertThat(page.select("#search .note").text()).contains("the search for small, the winner");
  }

  @Test
  void needsNothingButItself() throws Exception {
    for (Element element : page.getAllElements()) {
      for (Attribute attribute : element.attributes()) {
        assertThat(attribute.getKey()).doesNotStartWith("on").isNotIn("style", "src");
        if (attribute.getKey().equals("href")) {
          assertThat(attribute.getValue()).startsWith("#");
        }
      }
    }
    assertThat(page.select("style").first().data())
        .doesNotContain("url(")
        .doesNotContain("@import");
    String policy = page.select("meta[http-equiv=Content-Security-Policy]").attr("content");
    assertThat(policy)
        .startsWith("default-src 'none'")
        .contains("style-src '" + hash(page.select("style").first().data()) + "'")
        .contains("script-src '" + hash(page.select("script").first().data()) + "'");
  }

  @Test
  void everyChartHasATitleAndItsNumbers() {
    List<String> charts = new ArrayList<>();
    for (Element chart : page.select("svg.chart")) {
      Element figure = chart.closest("figure");
      charts.add(figure.id());
      assertThat(chart.attr("aria-label")).as(figure.id()).isNotBlank();
      assertThat(chart.select(".pt[aria-label]")).as(figure.id()).isNotEmpty();
      assertThat(figure.select("h3")).as(figure.id()).hasSize(1);
      assertThat(figure.select("details table tbody tr")).as(figure.id()).isNotEmpty();
    }
    assertThat(charts)
        .containsExactly(
            "promise",
            "training-loss",
            "finetuning-loss",
            "scratch-loss",
            "predicted-measured",
            "search-progress",
            "pareto-front",
            "waterfall",
            "neurons",
            "dropped-sentence-pairs",
            "lengths-of-sentence",
            "stages");
    assertThat(page.select("svg.architecture[aria-label]")).hasSize(3);
  }

  @Test
  void tablesSayWhatTheirRowsAndColumnsAre() {
    for (Element table : page.select("table")) {
      assertThat(table.select("caption").text()).isNotBlank();
      assertThat(table.select("thead th:not([scope=col])")).isEmpty();
      assertThat(table.select("tbody tr > :first-child:not(th[scope=row])")).isEmpty();
    }
  }

  @Test
  void saysWhichPairsWereTooLongToTrainOn() {
    assertThat(page.select("caption:containsOwn(left out for their length) ~ tbody tr").eachText())
        .containsExactly("train training 128 11 22");
  }

  @Test
  void headingsAndLinksLeadSomewhere() {
    assertThat(page.select("h1")).hasSize(1);
    int before = 1;
    for (Element heading : page.select("h1, h2, h3, h4")) {
      int level = heading.tagName().charAt(1) - '0';
      assertThat(level).as(heading.text()).isLessThanOrEqualTo(before + 1);
      before = level;
    }
    for (Element link : page.select("a")) {
      assertThat(page.getElementById(link.attr("href").substring(1))).as(link.text()).isNotNull();
    }
    List<String> ids = page.select("[id]").eachAttr("id");
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void theVerdictIsWhatWasMeasured() {
    assertThat(page.select(".verdict.kept").text()).contains("Within the limit");
    assertThat(page.select("tr.best").eachText())
        .hasSize(2)
        .allSatisfy(row -> assertThat(row).startsWith("winner: searched, finetuned"));
    assertThat(page.select("tr.best td").first().text()).isEqualTo("14.50 [13.7, 15.4]");
  }

  @Test
  void tellsWhenTheLimitIsKeptButThePromiseIsNot() {
    assertThat(verdict(new LatencyPromise(8.54, 9.33, 9.89, Optional.of(10.08))))
        .startsWith("\u2713 Within the limit.")
        .endsWith("1.9 % below the limit of 10.1 ms. The bound was exceeded by 6.0 %.");
    assertThat(verdict(new LatencyPromise(10, 11, 12, Optional.of(11.0))))
        .startsWith("\u2717 Over the limit.")
        .contains("9.1 % above the limit");
    assertThat(verdict(new LatencyPromise(10, 10, 15, Optional.of(20.0))))
        .contains("in 10.0 ms, without a bound; measured")
        .endsWith("That is 50.0 % slower than predicted.");
    assertThat(verdict(new LatencyPromise(10, 11, 8, Optional.empty())))
        .startsWith("The winner")
        .endsWith("latency was not limited. That is 20.0 % faster than predicted.");
  }

  private static String verdict(LatencyPromise promise) {
    RunReport report = TestReports.promising(promise);
    return Jsoup.parse(ReportPage.html(report)).select(".verdict").text();
  }

  @Test
  void whatIsMissingIsSaidInItsPlace() {
    RunReport early = TestReports.empty();
    Document empty = Jsoup.parse(ReportPage.html(early));
    assertThat(empty.select("section")).hasSameSizeAs(page.select("section"));
    for (Element section : empty.select("section")) {
      assertThat(section.select(".missing").text()).as(section.id()).isNotBlank();
    }
    assertThat(empty.select("#search .missing").text()).isEqualTo("No search.");
    assertThat(empty.select("svg.chart")).isEmpty();
  }

  @Test
  void showsWhichClassesWereTakenForWhich() {
    Element table = page.select("#confusion table").first();
    assertThat(table.select("thead th").eachText())
        .containsExactly("class", "a", TestReports.HOSTILE, "c", "texts", "found", "right");
    Element first = table.select("tbody tr").first();
    assertThat(first.children().eachText())
        .containsExactly("a", "8", "2", "·", "10", "80.0 %", "72.7 %");
    assertThat(first.child(1).classNames()).contains("d4");
    assertThat(first.child(2).classNames()).contains("d-1");
    assertThat(first.child(3).classNames()).containsExactly("n");
    // A class that has no texts, and one that nothing was taken for rightly.
    assertThat(table.select("tbody tr").last().children().eachText())
        .containsExactly("c", "·", "·", "·", "0", "–", "0.0 %");
  }

  @Test
  void countsTokensOfEveryPart() {
    assertThat(page.select("#data table").first().select("tbody tr").eachText())
        .containsExactly(
            "train 31\u202f000 30\u202f472 528 575\u202f703 (18.9 each) 0",
            "test held out 865 0 18\u202f732 (21.7 each) –");
  }

  private static String hash(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }
}
