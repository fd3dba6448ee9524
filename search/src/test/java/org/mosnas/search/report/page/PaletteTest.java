package org.mosnas.search.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Contrast as WCAG 2 defines it: 4.5 to 1 for text. */
class PaletteTest {
  private static final Pattern COLOR = Pattern.compile("--([a-z0-9-]+): (#[0-9a-f]{6})");
  private static final List<String> TEXT =
      List.of(
          "ink",
          "soft",
          "winner",
          "random",
          "largest",
          "smallest",
          "limit",
          "quiet",
          "run-1",
          "run-2",
          "run-3",
          "run-4",
          "run-5",
          "run-6",
          "good",
          "bad");

  @Test
  void textHasContrastInBothThemesAndOnPaper() throws Exception {
    String css;
    try (InputStream in = PageFrame.class.getResourceAsStream("report.css")) {
      css = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<String> themes =
        List.of(
            block(css, ":root {"),
            block(css, ":root:not([data-theme=\"light\"]) {"),
            block(css, ":root[data-theme=\"dark\"] {"),
            block(css, ":root, :root[data-theme=\"dark\"], :root:not([data-theme=\"light\"]) {"));
    assertThat(themes.get(1).replaceAll("\\s+", " "))
        .isEqualTo(themes.get(2).replaceAll("\\s+", " "));
    for (String theme : themes) {
      Map<String, String> colors = colors(theme);
      for (String name : TEXT) {
        for (String ground : List.of("paper", "panel")) {
          assertThat(contrast(colors.get(name), colors.get(ground)))
              .as(name + " on " + ground + " in " + colors)
              .isGreaterThanOrEqualTo(4.5);
        }
      }
      assertThat(contrast(colors.get("good"), colors.get("good-paper"))).isGreaterThan(4.5);
      assertThat(contrast(colors.get("bad"), colors.get("bad-paper"))).isGreaterThan(4.5);
    }
  }

  private static String block(String css, String head) {
    int start = css.indexOf(head);
    assertThat(start).as(head).isNotNegative();
    return css.substring(start + head.length(), css.indexOf('}', start));
  }

  private static Map<String, String> colors(String block) {
    Map<String, String> colors = new LinkedHashMap<>();
    Matcher matcher = COLOR.matcher(block);
    while (matcher.find()) {
      colors.put(matcher.group(1), matcher.group(2));
    }
    return colors;
  }

  private static double contrast(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String color) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double part = Integer.parseInt(color.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
      sum += weights[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
  }
}
