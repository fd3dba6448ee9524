package org.mosnas.search.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/**
 * The report as a browser shows it. {@code -Dmosnas-screenshots=FOLDER} keeps pictures to look at.
 */
class ReportBrowserTest {
  private static final String WIDER =
      "const page = document.documentElement; return page.scrollWidth > page.clientWidth";
  private static final String LIGHT = "rgb(255, 255, 255)";
  private static final String DARK = "rgb(18, 22, 28)";

  @TempDir private static Path folder;

  private static Browser browser;
  private static Path report;
  private static Path comparison;

  @BeforeAll
  static void start() throws Exception {
    Optional<Browser> installed = Browser.start(folder.resolve("profile"));
    if (installed.isEmpty()) {
      System.err.println(
          "ReportBrowserTest is skipped: install chromium and chromium-driver to run it");
    }
    assumeTrue(installed.isPresent());
    browser = installed.orElseThrow();
    report = folder.resolve("report.html");
    Files.writeString(report, ReportPage.html(TestReports.complete("seven")));
    comparison = folder.resolve("comparison.html");
    Files.writeString(
        comparison,
        ComparisonPage.html(List.of(TestReports.complete("one"), TestReports.complete("two"))));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void isCleanAndFitsInBothThemesAndAtAnyWidth() throws Exception {
    for (Path file : List.of(report, comparison)) {
      for (String theme : List.of("light", "dark")) {
        for (int width : new int[] {400, 1280}) {
          browser.show(file, width, theme);
          String where = file.getFileName() + " " + theme + " " + width;
          assertThat(browser.console()).as(where).isEmpty();
          assertThat(browser.ask(WIDER)).as("wider than the window, " + where).isEqualTo(false);
          assertThat(paper()).as(where).isEqualTo(theme.equals("dark") ? DARK : LIGHT);
          assertChartsAreDrawn(where);
          keep(where);
        }
      }
    }
  }

  private static Object paper() {
    return browser.ask("return getComputedStyle(document.body).backgroundColor");
  }

  /** Every chart has an area, and every mark lies in the window. */
  private static void assertChartsAreDrawn(String where) {
    assertThat(
            browser.ask(
                """
                return Array.from(document.querySelectorAll("svg.chart")).filter(chart => {
                  const box = chart.getBoundingClientRect();
                  return box.width < 150 || box.height < 20;
                }).map(chart => chart.getAttribute("aria-label"))"""))
        .as(where)
        .isEqualTo(List.of());
    assertThat(
            browser.ask(
                """
                return Array.from(document.querySelectorAll("svg.chart text, .pt")).filter(mark => {
                  const box = mark.getBoundingClientRect();
                  return box.left < 0 || box.right > innerWidth + 0.5;
                }).map(mark => mark.textContent || mark.getAttribute("aria-label"))"""))
        .as(where)
        .isEqualTo(List.of());
    assertThat(
            browser.ask(
                """
                return Array.from(document.querySelectorAll("svg.chart")).flatMap(chart => {
                  const boxes = Array.from(chart.querySelectorAll("text.name, .axis text"))
                    .map(text => ({ text: text.textContent, box: text.getBoundingClientRect() }));
                  return boxes.flatMap((one, i) => boxes.slice(i + 1)
                    .filter(other => one.box.left < other.box.right - 1
                      && other.box.left < one.box.right - 1
                      && one.box.top < other.box.bottom - 3 && other.box.top < one.box.bottom - 3)
                    .map(other => one.text + " | " + other.text));
                })"""))
        .as("labels on each other, " + where)
        .isEqualTo(List.of());
  }

  @Test
  void tellsOfPointsUnderThePointerAndUnderTheKeyboard() {
    browser.show(report, 1280, "light");
    WebElement chart = find("#pareto-front svg.chart");
    WebElement point = chart.findElement(By.cssSelector("g.t-random .pt"));
    new Actions(browser.driver()).moveToElement(point).perform();
    waitForFrames(); // The driver scrolls to the point, and a tip goes away when the page scrolls.
    new Actions(browser.driver()).moveByOffset(1, 0).perform();
    assertThat(find("#tip").isDisplayed()).isTrue();
    assertThat(find("#tip").getText()).contains("random search").contains("predicted");
    new Actions(browser.driver()).moveToElement(find("#pareto-front h3")).perform();
    assertThat(find("#tip").isDisplayed()).isFalse();

    assertThat(chart.findElements(By.cssSelector("[tabindex='0']"))).hasSize(1);
    browser.ask("document.querySelector('#training-loss .pt').focus()");
    assertThat(find("#tip").getText()).contains("training", "round 1");
    press(Keys.ARROW_RIGHT);
    assertThat(find("#tip").getText()).contains("training", "round 2");
    press(Keys.ARROW_DOWN);
    assertThat(find("#tip").getText()).contains("largest", "round 1");
    press(Keys.END);
    assertThat(find("#tip").getText()).contains("random", "round 30");
    press(Keys.ESCAPE);
    assertThat(find("#tip").isDisplayed()).isFalse();
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void theKeyboardReachesEverything() {
    browser.show(report, 1280, "light");
    press(Keys.TAB);
    assertThat(browser.driver().switchTo().activeElement().getText()).isEqualTo("Skip to content");
    press(Keys.ENTER);
    assertThat(browser.driver().switchTo().activeElement().getDomAttribute("id"))
        .isEqualTo("content");
    WebElement summary = find("#promise summary");
    summary.sendKeys(Keys.ENTER);
    assertThat(find("#promise details table").isDisplayed()).isTrue();
  }

  @Test
  void theThemeCanBeChosen() {
    browser.show(report, 1280, "light");
    assertThat(paper()).isEqualTo(LIGHT);
    find("#theme").click();
    assertThat(paper()).isEqualTo(DARK);
    assertThat(find("#theme").getText()).isEqualTo("Light theme");
    find("#theme").click();
    assertThat(paper()).isEqualTo(LIGHT);
    browser.ask("localStorage.clear()");
  }

  @Test
  void printsInLightColorsWithoutControls() throws Exception {
    browser.show(report, 1280, "dark");
    browser
        .driver()
        .executeCdpCommand("Emulation.setEmulatedMedia", java.util.Map.of("media", "print"));
    assertThat(paper()).isEqualTo(LIGHT);
    assertThat(find("nav").isDisplayed()).isFalse();
    assertThat(find("#theme").isDisplayed()).isFalse();
    byte[] pdf =
        Base64.getDecoder()
            .decode(
                (String)
                    browser
                        .driver()
                        .executeCdpCommand(
                            "Page.printToPDF",
                            java.util.Map.of("printBackground", true, "preferCSSPageSize", true))
                        .get("data"));
    assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
    assertThat(pdf).hasSizeGreaterThan(20_000);
    String pictures = System.getProperty("mosnas-screenshots");
    if (pictures != null) {
      Files.write(Path.of(pictures, "report.pdf"), pdf);
    }
  }

  private static WebElement find(String selector) {
    return browser.driver().findElement(By.cssSelector(selector));
  }

  private static void waitForFrames() {
    browser
        .driver()
        .executeAsyncScript(
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))");
  }

  private static void press(Keys key) {
    new Actions(browser.driver()).sendKeys(key).perform();
  }

  private static void keep(String name) throws Exception {
    String pictures = System.getProperty("mosnas-screenshots");
    if (pictures != null) {
      byte[] png = browser.driver().getScreenshotAs(OutputType.BYTES);
      Files.write(Path.of(pictures, name.replaceAll("[ .]+", "-") + ".png"), png);
    }
  }
}
