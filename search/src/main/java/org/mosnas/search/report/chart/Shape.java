package org.mosnas.search.report.chart;

import java.util.Locale;
import org.jsoup.nodes.Element;

/** How a point is drawn: told apart without color. */
public enum Shape {
  /** A circle. */
  CIRCLE("M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z"),
  /** A square on its side. */
  SQUARE("M-3.6-3.6h7.2v7.2h-7.2z"),
  /** A square on its tip. */
  DIAMOND("M0-5.4L5.4 0L0 5.4L-5.4 0z"),
  /** A triangle on its base. */
  TRIANGLE("M0-5L5 4H-5z"),
  /** A small square on its tip, for many points. */
  SPECK("M0-3.6L3.6 0L0 3.6L-3.6 0z"),
  /** A small circle, for many points. */
  DOT("M-2.6 0a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0-5.2 0z"),
  /** A star. */
  STAR("M0-7.5L2 -2.3L7.2-2.3L3 1.1L4.5 6.4L0 3.3L-4.5 6.4L-3 1.1L-7.2-2.3L-2-2.3z"),
  /** A cross. */
  CROSS("M-4-4L4 4M-4 4L4-4");

  private final String path;

  Shape(String path) {
    this.path = path;
  }

  /** What every page that has marks needs once: the outlines that marks refer to. */
  public static Element outlines() {
    Element svg = Svg.element("svg", "outlines").attr("aria-hidden", "true");
    Element definitions = svg.appendElement("defs");
    for (Shape shape : values()) {
      definitions.appendElement("path").attr("id", shape.id()).attr("d", shape.path);
    }
    return svg;
  }

  /** The mark alone, as a legend shows it. */
  public Element sample(Tone tone) {
    Element svg =
        Svg.element("svg", "key " + tone.cssClass() + (this == CROSS ? " open" : ""))
            .attr("viewBox", "-8 -8 16 16")
            .attr("aria-hidden", "true");
    svg.appendElement("use").attr("href", "#" + id());
    return svg;
  }

  /**
   * The mark of a point, which can be pointed at and reached with the keyboard.
   *
   * @param x where it stands, a share of the width
   * @param y where it stands, in pixels
   * @param says what a reader is told, parts divided by semicolons
   */
  Element mark(double x, double y, String says) {
    Element mark =
        Svg.element("svg", this == CROSS ? "pt open" : "pt")
            .attr("x", Svg.percent(x))
            .attr("y", Svg.px(y))
            .attr("aria-label", says);
    mark.appendElement("use").attr("href", "#" + id());
    return mark;
  }

  private String id() {
    return "m-" + name().toLowerCase(Locale.ROOT);
  }
}
