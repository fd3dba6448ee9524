package org.mosnas.search.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;

/** Rows of colored cells round a middle value: blue above it, orange below. */
public final class HeatStrips {
  private static final int ROW = 20;
  private static final int BAR = 16;
  private static final int STEPS = 5;

  private final double middle;
  private final double widest;
  private final List<Strip> strips = new ArrayList<>();

  private record Strip(String name, List<Double> values, String says) {}

  /**
   * No rows yet.
   *
   * @param middle value without color
   * @param widest distance from the middle that has the full color
   */
  public HeatStrips(double middle, double widest) {
    this.middle = middle;
    this.widest = widest;
  }

  /**
   * The class of a color.
   *
   * @param departure distance from the middle, with its sign
   * @param widest distance that has the full color
   * @return {@code d-5} to {@code d5}
   */
  public static String cssClass(double departure, double widest) {
    return "d"
        + (widest > 0 ? Math.round(STEPS * Math.max(-1, Math.min(1, departure / widest))) : 0);
  }

  /**
   * Adds a row.
   *
   * @param says what a reader is told, parts divided by semicolons
   */
  public HeatStrips add(String name, List<Double> values, String says) {
    strips.add(new Strip(name, List.copyOf(values), says));
    return this;
  }

  /**
   * Draws the rows.
   *
   * @param label what assistive technology calls them
   */
  public Element render(String label) {
    Element box = new Element("div").attr("class", "plot rows strips");
    Element svg =
        box.appendElement("svg")
            .attr("class", "chart")
            .attr("height", Integer.toString(ROW * strips.size()))
            .attr("role", "group")
            .attr("aria-roledescription", "chart")
            .attr("aria-label", label);
    for (int i = 0; i < strips.size(); i++) {
      row(svg, strips.get(i), i * ROW);
    }
    return box;
  }

  private void row(Element svg, Strip strip, int top) {
    svg.appendChild(
        Svg.text("row", "-10", Svg.px(top + BAR - 3), "end", strip.name())
            .attr("aria-hidden", "true"));
    double width = 1.0 / strip.values().size();
    for (int i = 0; i < strip.values().size(); i++) {
      svg.appendChild(
          Svg.rect(
              cssClass(strip.values().get(i) - middle, widest),
              Svg.percent(i * width),
              Svg.px(top),
              Svg.percent(width),
              Integer.toString(BAR)));
    }
    svg.appendChild(
        Svg.rect("pt over", "0", Svg.px(top), "100%", Integer.toString(BAR))
            .attr("aria-label", strip.says()));
  }
}
