package org.mosnas.search.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;

/** Named rows with bars and marks over one linear axis. */
public final class RowChart {
  private static final int ROW = 28;
  private static final int BAR = 14;
  private static final int HEAD = 22;

  /** What a note takes of the width, about; it steps over a line that it would lie on. */
  private static final double LABEL_SHARE = 0.14;

  private final String title;
  private final Scale scale;
  private final List<Row> rows = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();

  /**
   * A row.
   *
   * @param name what stands at its left
   * @param bars drawn one on the other
   * @param marks drawn on the bars
   * @param note what stands at its right end
   */
  public record Row(String name, List<Bar> bars, List<Mark> marks, String note) {
    /** Copies the lists. */
    public Row {
      bars = List.copyOf(bars);
      marks = List.copyOf(marks);
    }

    /** A row with one bar. */
    public static Row bar(String name, Tone tone, double from, double to, String note) {
      return new Row(
          name, List.of(new Bar(from, to, tone, false, name + "; " + note)), List.of(), note);
    }
  }

  /**
   * A bar.
   *
   * @param from value at one end
   * @param to value at the other end
   * @param tone what its color says
   * @param pale whether it is only shaded, as a range is
   * @param says what a reader is told, parts divided by semicolons
   */
  public record Bar(double from, double to, Tone tone, boolean pale, String says) {}

  /**
   * A mark.
   *
   * @param at where it stands
   * @param shape how it is drawn
   * @param tone what its color says
   * @param says what a reader is told, parts divided by semicolons
   */
  public record Mark(double at, Shape shape, Tone tone, String says) {}

  private record Line(String label, Tone tone, double at) {}

  /**
   * An empty chart.
   *
   * @param title of the axis, with its unit
   * @param scale of the axis
   */
  public RowChart(String title, Scale scale) {
    this.title = title;
    this.scale = scale;
  }

  /** Adds a row below the others. */
  public RowChart add(Row row) {
    rows.add(row);
    return this;
  }

  /** Adds a line through all rows. */
  public RowChart vertical(String label, Tone tone, double at) {
    lines.add(new Line(label, tone, at));
    return this;
  }

  /**
   * Draws the chart.
   *
   * @param label what assistive technology calls it
   */
  public Element render(String label) {
    int head = lines.isEmpty() ? 4 : HEAD;
    int height = head + rows.size() * ROW;
    Element box = new Element("div").attr("class", "plot rows");
    Element svg =
        box.appendElement("svg")
            .attr("class", "chart")
            .attr("height", Integer.toString(height))
            .attr("role", "group")
            .attr("aria-roledescription", "chart")
            .attr("aria-label", label);
    axis(svg, height);
    lines(svg, height);
    Element group = svg.appendElement("g");
    for (int i = 0; i < rows.size(); i++) {
      row(group, rows.get(i), head + i * ROW + ROW / 2.0);
    }
    return box;
  }

  private void axis(Element svg, int height) {
    Element group = svg.appendElement("g").attr("class", "axis").attr("aria-hidden", "true");
    for (double tick : scale.ticks()) {
      String at = Svg.percent(scale.share(tick));
      group.appendChild(Svg.line("grid", at, "0", at, Svg.px(height)));
      group.appendChild(Svg.text("", at, Svg.px(height + 16), "middle", scale.label(tick)));
    }
    group.appendChild(Svg.text("title", "50%", Svg.px(height + 36), "middle", title));
  }

  private void lines(Element svg, int height) {
    for (Line line : lines) {
      double share = scale.share(line.at());
      String at = Svg.percent(share);
      String tone = line.tone().cssClass();
      svg.appendChild(Svg.line("rule dash " + tone, at, "0", at, Svg.px(height)));
      String anchor = share > 0.5 ? "end" : "start";
      svg.appendChild(
          Svg.text("name " + tone, at, "10", anchor, line.label())
              .attr("dx", share > 0.5 ? "-6" : "6")
              .attr("aria-hidden", "true"));
    }
  }

  private void row(Element group, Row row, double middle) {
    group.appendChild(
        Svg.text("row", "-10", Svg.px(middle + 4), "end", row.name()).attr("aria-hidden", "true"));
    double end = 0;
    for (Bar bar : row.bars()) {
      double from = scale.share(Math.min(bar.from(), bar.to()));
      double to = scale.share(Math.max(bar.from(), bar.to()));
      end = Math.max(end, to);
      group.appendChild(
          Svg.rect(
                  "pt bar " + bar.tone().cssClass() + (bar.pale() ? " pale" : ""),
                  Svg.percent(from),
                  Svg.px(middle - BAR / 2.0),
                  Svg.percent(Math.max(to - from, 0.002)),
                  Integer.toString(BAR))
              .attr("rx", "2")
              .attr("aria-label", bar.says()));
    }
    for (Mark mark : row.marks()) {
      double at = scale.share(mark.at());
      end = Math.max(end, at);
      group
          .appendElement("g")
          .attr("class", mark.tone().cssClass())
          .appendChild(mark.shape().mark(at, middle, mark.says()));
    }
    for (Line line : lines) {
      double at = scale.share(line.at());
      if (at >= end && at < end + LABEL_SHARE) {
        end = at;
      }
    }
    group.appendChild(
        Svg.text("note", Svg.percent(end), Svg.px(middle + 4), "start", row.note())
            .attr("dx", "9")
            .attr("aria-hidden", "true"));
  }
}
