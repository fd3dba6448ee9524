package org.mosnas.search.report.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.mosnas.search.report.chart.XyChart.Series.Point;

/** Points and lines over two linear axes. */
public final class XyChart {
  private static final int HEIGHT = 280;
  private static final int STRETCH = 1000;
  private static final int LABEL_LINE = 15;
  private static final int MOST_MARKS = 60;

  private final Axis x;
  private final Axis y;
  private final List<Series> series = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();

  /**
   * An axis.
   *
   * @param title what is measured, with its unit
   * @param scale its range
   */
  public record Axis(String title, Scale scale) {}

  /**
   * A line over the whole chart.
   *
   * @param label what it means
   * @param tone what its color says
   * @param dashed whether it is dashed
   * @param from one end
   * @param to the other end, where the label stands
   */
  private record Rule(String label, Tone tone, boolean dashed, Point from, Point to) {}

  private record Label(String text, Tone tone, double x, double y, String anchor) {}

  /** An empty chart. */
  public XyChart(Axis x, Axis y) {
    this.x = x;
    this.y = y;
  }

  /** Adds a series; those without points are left out. */
  public XyChart add(Series one) {
    if (!one.points().isEmpty()) {
      series.add(one);
    }
    return this;
  }

  /** Adds a vertical line at a value of the first axis. */
  public XyChart vertical(String label, Tone tone, double value) {
    Point bottom = new Point(value, y.scale().low(), "");
    return rule(new Rule(label, tone, true, bottom, new Point(value, y.scale().high(), "")));
  }

  /**
   * Adds the line {@code y = slope * x}, cut off where the chart ends.
   *
   * @param above whether it is dashed with its label above it, or solid with its label below
   */
  public XyChart slope(String label, Tone tone, boolean above, double slope) {
    double from = Math.max(x.scale().low(), y.scale().low() / slope);
    double to = Math.min(x.scale().high(), y.scale().high() / slope);
    return rule(
        new Rule(
            label, tone, above, new Point(from, slope * from, ""), new Point(to, slope * to, "")));
  }

  private XyChart rule(Rule rule) {
    rules.add(rule);
    return this;
  }

  /**
   * Draws the chart.
   *
   * @param title what assistive technology calls it
   */
  public Element render(String title) {
    boolean named = series.stream().anyMatch(s -> s.labelled() && s.join() != Series.Join.NONE);
    Element box = new Element("div").attr("class", named ? "plot named" : "plot");
    Element svg =
        box.appendElement("svg")
            .attr("class", "chart")
            .attr("height", Integer.toString(HEIGHT))
            .attr("role", "group")
            .attr("aria-roledescription", "chart")
            .attr("aria-label", title);
    axes(svg);
    svg.appendChild(lines());
    List<Label> labels = new ArrayList<>();
    rules.forEach(rule -> label(rule, labels));
    for (Series one : series) {
      Element group = svg.appendElement("g").attr("class", one.tone().cssClass());
      for (Point p : marked(one)) {
        group.appendChild(one.shape().mark(px(p), py(p), p.says()));
      }
      label(one, labels);
    }
    placed(labels).forEach(label -> svg.appendChild(text(label)));
    return box;
  }

  /** Lines of very many points have marks on some of them, the last included. */
  private static List<Point> marked(Series one) {
    int step = (one.points().size() + MOST_MARKS - 1) / MOST_MARKS;
    if (one.join() == Series.Join.NONE || step <= 1) {
      return one.points();
    }
    List<Point> marked = new ArrayList<>();
    for (int i = (one.points().size() - 1) % step; i < one.points().size(); i += step) {
      marked.add(one.points().get(i));
    }
    return marked;
  }

  private void axes(Element svg) {
    Element group = svg.appendElement("g").attr("class", "axis").attr("aria-hidden", "true");
    for (double tick : y.scale().ticks()) {
      String at = Svg.px(down(tick));
      group.appendChild(Svg.line("grid", "0", at, "100%", at));
      group.appendChild(Svg.text("", "-8", Svg.px(down(tick) + 4), "end", y.scale().label(tick)));
    }
    for (double tick : x.scale().ticks()) {
      String at = Svg.percent(x.scale().share(tick));
      group.appendChild(Svg.line("tick", at, Svg.px(HEIGHT), at, Svg.px(HEIGHT + 5)));
      group.appendChild(Svg.text("", at, Svg.px(HEIGHT + 19), "middle", x.scale().label(tick)));
    }
    group.appendChild(Svg.line("base", "0", Svg.px(HEIGHT), "100%", Svg.px(HEIGHT)));
    group.appendChild(Svg.text("title", "-44", "-14", "start", y.title()));
    group.appendChild(Svg.text("title", "50%", Svg.px(HEIGHT + 40), "middle", x.title()));
  }

  /** What stretches with the page: lines keep their width. */
  private Element lines() {
    Element layer =
        Svg.element("svg", "lines")
            .attr("width", "100%")
            .attr("height", Integer.toString(HEIGHT))
            .attr("viewBox", "0 0 " + STRETCH + " " + HEIGHT)
            .attr("preserveAspectRatio", "none")
            .attr("aria-hidden", "true");
    for (Rule rule : rules) {
      layer.appendChild(
          polyline(
              List.of(rule.from(), rule.to()), rule.tone(), rule.dashed() ? "rule dash" : "rule"));
    }
    for (Series one : series) {
      switch (one.join()) {
        case NONE -> {}
        case LINE -> layer.appendChild(polyline(one.points(), one.tone(), ""));
        case DASHES -> layer.appendChild(polyline(one.points(), one.tone(), "dash"));
        case STEPS -> layer.appendChild(polyline(steps(one.points()), one.tone(), ""));
      }
    }
    return layer;
  }

  private static List<Point> steps(List<Point> points) {
    List<Point> steps = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      if (i > 0) {
        steps.add(new Point(points.get(i).x(), points.get(i - 1).y(), ""));
      }
      steps.add(points.get(i));
    }
    return steps;
  }

  private Element polyline(List<Point> points, Tone tone, String cssClass) {
    String places =
        points.stream()
            .map(p -> Svg.px(px(p) * STRETCH) + "," + Svg.px(py(p)))
            .collect(Collectors.joining(" "));
    return Svg.element("polyline", (tone.cssClass() + " " + cssClass).strip())
        .attr("points", places);
  }

  private void label(Rule rule, List<Label> labels) {
    boolean upright = rule.from().x() == rule.to().x();
    double at = px(rule.to());
    if (upright) {
      String anchor = at > 0.6 ? "end" : "start";
      labels.add(new Label(rule.label(), rule.tone(), at, 10, anchor));
    } else {
      boolean above = rule.dashed();
      double along = above ? 0.62 : 0.72;
      double across = px(rule.from()) + along * (at - px(rule.from()));
      double down = py(rule.from()) + along * (py(rule.to()) - py(rule.from()));
      labels.add(
          new Label(
              rule.label(),
              rule.tone(),
              across,
              above ? down - 4 : down + 16,
              above ? "end" : "start"));
    }
  }

  private void label(Series one, List<Label> labels) {
    if (!one.labelled()) {
      return;
    }
    Point last = one.points().get(one.points().size() - 1);
    boolean joined = one.join() != Series.Join.NONE;
    String anchor = joined || px(last) <= 0.6 ? "start" : "end";
    labels.add(new Label(one.name(), one.tone(), px(last), py(last) + 4, anchor));
  }

  /** Pushes labels apart that would lie on each other, and back up where they would leave. */
  private static List<Label> placed(List<Label> labels) {
    List<Label> sorted = new ArrayList<>(labels);
    sorted.sort(Comparator.comparingDouble(Label::y));
    double[] y = sorted.stream().mapToDouble(Label::y).toArray();
    for (int i = 0; i < y.length; i++) {
      for (int above = 0; above < i; above++) {
        if (meet(sorted.get(above), sorted.get(i))) {
          y[i] = Math.max(y[i], y[above] + LABEL_LINE);
        }
      }
    }
    for (int i = y.length - 1; i >= 0; i--) {
      y[i] = Math.min(y[i], HEIGHT - 5);
      for (int below = i + 1; below < y.length; below++) {
        if (meet(sorted.get(i), sorted.get(below))) {
          y[i] = Math.min(y[i], y[below] - LABEL_LINE);
        }
      }
    }
    List<Label> placed = new ArrayList<>();
    for (int i = 0; i < y.length; i++) {
      Label label = sorted.get(i);
      placed.add(new Label(label.text(), label.tone(), label.x(), y[i], label.anchor()));
    }
    return placed;
  }

  private static boolean meet(Label one, Label other) {
    return Math.abs(one.x() - other.x()) <= 0.35;
  }

  private static Element text(Label label) {
    return Svg.text(
            "name " + label.tone().cssClass(),
            Svg.percent(label.x()),
            Svg.px(label.y()),
            label.anchor(),
            label.text())
        .attr("dx", label.anchor().equals("end") ? "-9" : "9")
        .attr("aria-hidden", "true");
  }

  private double px(Point point) {
    return x.scale().share(point.x());
  }

  private double py(Point point) {
    return down(point.y());
  }

  private double down(double value) {
    return HEIGHT * (1 - y.scale().share(value));
  }

  /**
   * Points that belong together.
   *
   * @param name what stands beside them
   * @param tone what their color says
   * @param shape how each is drawn
   * @param join how they are joined
   * @param labelled whether the name stands beside the last of them
   * @param points in the order in which they are joined
   */
  public record Series(
      String name, Tone tone, Shape shape, Join join, boolean labelled, List<Point> points) {
    /** Copies the list. */
    public Series {
      points = List.copyOf(points);
    }

    /** How points are joined. */
    public enum Join {
      /** Not at all. */
      NONE,
      /** By straight lines. */
      LINE,
      /** By straight dashed lines. */
      DASHES,
      /** By a level from each to the place of the next. */
      STEPS
    }

    /**
     * A point.
     *
     * @param x where it stands
     * @param y where it stands
     * @param says what a reader is told, parts divided by semicolons
     */
    public record Point(double x, double y, String says) {}

    /** Points joined by a line, named at the end. */
    public static Series line(String name, Tone tone, Shape shape, List<Point> points) {
      return new Series(name, tone, shape, Join.LINE, true, points);
    }

    /** Points on their own. */
    public static Series dots(String name, Tone tone, Shape shape, List<Point> points) {
      return new Series(name, tone, shape, Join.NONE, false, points);
    }

    /** The same series joined otherwise. */
    public Series joined(Join other) {
      return new Series(name, tone, shape, other, labelled, points);
    }

    /** The same series with its name beside the last point, or without. */
    public Series labelled(boolean named) {
      return new Series(name, tone, shape, join, named, points);
    }
  }
}
