package org.mosnas.search.report.page;

import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Element;

/** A table with a caption, heads of columns and of rows, and numbers at the right. */
final class HtmlTable {
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
