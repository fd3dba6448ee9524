package org.mosnas.search.report.page;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.mosnas.search.report.chart.Shape;
import org.mosnas.search.report.chart.Tone;

/** Pieces of HTML that several sections are made of. */
final class Markup {
  private Markup() {}

  static Element element(String name, String cssClass) {
    return new Element(name).attr("class", cssClass);
  }

  static Element paragraph(String text) {
    return new Element("p").text(text);
  }

  static Element paragraph(String cssClass, String text) {
    return element("p", cssClass).text(text);
  }

  /** What stands in place of a part that is missing. */
  static Element missing(String reason) {
    return paragraph("missing", reason);
  }

  /**
   * A chart with its title, how to read it, and its numbers as a table.
   *
   * @param id of the figure, unique in the page
   * @param reading how to read it; empty for none
   * @param chart what was drawn
   * @param numbers the same numbers
   */
  static Element figure(
      String id, String title, String reading, Element chart, Optional<Element> numbers) {
    Element figure = new Element("figure").attr("id", id);
    figure.attr("aria-labelledby", id + "-title");
    figure.appendElement("h3").attr("id", id + "-title").text(title);
    if (!reading.isEmpty()) {
      figure.appendElement("figcaption").text(reading);
    }
    figure.appendChild(chart);
    numbers.ifPresent(table -> figure.appendChild(details("Numbers as a table", table)));
    return figure;
  }

  /** Something that opens on request. */
  static Element details(String summary, Element content) {
    Element details = new Element("details");
    details.appendElement("summary").text(summary);
    details.appendChild(content);
    return details;
  }

  /** Terms and what they are. */
  static Element terms(List<String[]> pairs) {
    Element list = element("dl", "terms");
    for (String[] pair : pairs) {
      Element item = list.appendElement("div");
      item.appendElement("dt").text(pair[0]);
      item.appendElement("dd").text(pair[1]);
    }
    return list;
  }

  /** A chart with the meaning of its marks below it. */
  static Element legend(Element chart, List<Element> keys) {
    Element both = new Element("div");
    both.appendChild(chart);
    Element list = both.appendElement("ul").attr("class", "legend");
    for (Element key : keys) {
      list.appendChild(key);
    }
    return both;
  }

  /** A mark and what it means. */
  static Element key(Shape shape, Tone tone, String meaning) {
    Element key = new Element("li");
    key.appendChild(shape.sample(tone));
    key.appendElement("span").text(meaning);
    return key;
  }

  /** A table with a caption, heads of columns and of rows, and numbers at the right. */
  static final class HtmlTable {
    private final Element table = Markup.element("table", "");
    private final Element body;
    private final boolean[] numeric;

    /**
     * An empty table.
     *
     * @param caption what the table tells
     * @param columns titles; those of numbers begin with {@code #}, which is not shown
     */
    HtmlTable(String caption, String... columns) {
      table.removeAttr("class");
      table.appendElement("caption").text(caption);
      Element head = table.appendElement("thead").appendElement("tr");
      numeric = new boolean[columns.length];
      for (int i = 0; i < columns.length; i++) {
        numeric[i] = columns[i].startsWith("#");
        Element cell = head.appendElement("th").attr("scope", "col");
        cell.text(numeric[i] ? columns[i].substring(1) : columns[i]);
        right(cell, i);
      }
      body = table.appendElement("tbody");
    }

    /** Adds a row; its first cell is its head. */
    HtmlTable row(List<String> cells) {
      return row("", cells);
    }

    /** As {@link #row(List)}, with a class. */
    HtmlTable row(String cssClass, List<String> cells) {
      if (cells.size() != numeric.length) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "expected %d cells, were %s", numeric.length, cells));
      }
      Element row = body.appendElement("tr");
      if (!cssClass.isEmpty()) {
        row.attr("class", cssClass);
      }
      for (int i = 0; i < cells.size(); i++) {
        Element cell = row.appendElement(i == 0 ? "th" : "td").text(cells.get(i));
        if (i == 0) {
          cell.attr("scope", "row");
        }
        right(cell, i);
      }
      return this;
    }

    /**
     * As {@link #row(List)}, with classes of the cells that follow the first.
     *
     * @param shades a class each, or nothing; cells without one have none
     */
    HtmlTable shadedRow(List<String> cells, List<String> shades) {
      row(cells);
      Element row = body.lastElementChild();
      for (int i = 0; i < shades.size(); i++) {
        if (!shades.get(i).isEmpty()) {
          row.child(i + 1).addClass(shades.get(i));
        }
      }
      return this;
    }

    private void right(Element cell, int column) {
      if (numeric[column]) {
        cell.attr("class", "n");
      }
    }

    /** The table, in a frame that scrolls by itself where the page is narrow. */
    Element render() {
      Element frame =
          Markup.element("div", "scroll")
              .attr("tabindex", "0")
              .attr("role", "region")
              .attr("aria-label", table.selectFirst("caption").text());
      frame.appendChild(table);
      return frame;
    }
  }
}
