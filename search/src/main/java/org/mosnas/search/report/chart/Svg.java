package org.mosnas.search.report.chart;

import java.util.Locale;
import org.jsoup.nodes.Element;

/** Elements of SVG. */
final class Svg {
  private Svg() {}

  static Element element(String name, String cssClass) {
    Element element = new Element(name);
    return cssClass.isEmpty() ? element : element.attr("class", cssClass);
  }

  static Element line(String cssClass, String x1, String y1, String x2, String y2) {
    return element("line", cssClass).attr("x1", x1).attr("y1", y1).attr("x2", x2).attr("y2", y2);
  }

  /** Text, {@code anchor} being start, middle or end. */
  static Element text(String cssClass, String x, String y, String anchor, String content) {
    return element("text", cssClass)
        .attr("x", x)
        .attr("y", y)
        .attr("text-anchor", anchor)
        .text(content);
  }

  static Element rect(String cssClass, String x, String y, String width, String height) {
    return element("rect", cssClass)
        .attr("x", x)
        .attr("y", y)
        .attr("width", width)
        .attr("height", height);
  }

  /** A share of the width. */
  static String percent(double share) {
    return trimmed(100 * share) + "%";
  }

  /** Pixels. */
  static String px(double value) {
    return trimmed(value);
  }

  private static String trimmed(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.replaceAll("\\.?0+$", "");
  }
}
