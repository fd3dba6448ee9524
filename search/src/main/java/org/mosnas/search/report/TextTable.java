package org.mosnas.search.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table for the console: a header, a rule, and rows, with aligned columns.
 *
 * <p>Widths count code points, so letters with accents line up.
 */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A column.
   *
   * @param title what stands in the header, the unit included
   * @param alignment where shorter cells stand
   */
  public record Column(String title, Alignment alignment) {
    /** A column of text. */
    public static Column text(String title) {
      return new Column(title, Alignment.LEFT);
    }

    /** A column of numbers; {@code unit} is added to the title, in parentheses unless empty. */
    public static Column number(String title, String unit) {
      return new Column(unit.isEmpty() ? title : title + " (" + unit + ")", Alignment.RIGHT);
    }
  }

  /** Where cells stand that are shorter than their column. */
  public enum Alignment {
    /** At the left, as words. */
    LEFT,
    /** At the right, as numbers. */
    RIGHT
  }

  /** An empty table. */
  public TextTable(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  /**
   * Adds a row.
   *
   * @param cells one per column
   * @return this table
   */
  public TextTable row(List<String> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "expected %d cells, were %s", columns.size(), cells));
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  /** As {@link #row(List)}. */
  public TextTable row(String... cells) {
    return row(List.of(cells));
  }

  /** The table as lines without trailing blanks, each ended by a line feed. */
  public String render() {
    int[] widths = IntStream.range(0, columns.size()).map(this::width).toArray();
    List<String> lines = new ArrayList<>();
    lines.add(line(columns.stream().map(Column::title).toList(), widths));
    lines.add(IntStream.of(widths).mapToObj("-"::repeat).collect(Collectors.joining(GAP)));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines.stream().map(line -> line.stripTrailing() + "\n").collect(Collectors.joining());
  }

  @Override
  public String toString() {
    return render();
  }

  private int width(int column) {
    return rows.stream()
        .mapToInt(row -> length(row.get(column)))
        .reduce(length(columns.get(column).title()), Math::max);
  }

  private String line(List<String> cells, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(i -> padded(cells.get(i), widths[i], columns.get(i).alignment()))
        .collect(Collectors.joining(GAP));
  }

  private static String padded(String cell, int width, Alignment alignment) {
    String blanks = " ".repeat(width - length(cell));
    return alignment == Alignment.LEFT ? cell + blanks : blanks + cell;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
