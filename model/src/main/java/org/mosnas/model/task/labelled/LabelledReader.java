package org.mosnas.model.task.labelled;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.BadLineException;
import org.mosnas.model.text.TextLines;

/**
 * Reads files of labelled texts: columns with a tab between two of them, quotes being characters
 * like any other. Lines without a character are left out.
 *
 * @param columns which columns hold what
 * @param badLines what is done about lines that are no examples
 */
public record LabelledReader(LabelledColumns columns, BadLines badLines) {
  private static final String ADVICE =
      "; correct the line, or have such lines left out with mosnas.labelled.bad-lines = drop";

  /** What can be wrong with a line, as counts of dropped lines name it. */
  private enum Fault {
    NOT_UTF_8("not-utf-8"),
    COLUMNS("columns"),
    EMPTY_TEXT("empty-text"),
    LABEL("label");

    private final String reason;

    Fault(String reason) {
      this.reason = reason;
    }
  }

  /**
   * Reads a file to its end; the caller closes.
   *
   * @param check which labels are accepted
   * @throws BadDataException if a declared column is missing, and for the first bad line if they
   *     are to be refused
   */
  public LabelledPart read(TextLines lines, LabelCheck check) {
    return new Reading(lines, check).toEnd();
  }

  /** Where the wanted columns are among all. */
  private record Places(List<String> names, List<Integer> texts, int label) {}

  /** The state of reading one file. */
  private final class Reading {
    private final TextLines lines;
    private final LabelCheck check;
    private final List<LabelledText> texts = new ArrayList<>();
    private final Map<String, Long> dropped = new TreeMap<>();
    private final Map<String, String> firsts = new LinkedHashMap<>();
    private long read;

    Reading(TextLines lines, LabelCheck check) {
      this.lines = lines;
      this.check = check;
    }

    LabelledPart toEnd() {
      Places places = places(columns.names().isEmpty() ? header() : columns.names());
      while (true) {
        try {
          if (!lines.hasNext()) {
            return new LabelledPart(texts, read, dropped, firsts);
          }
          String line = lines.next();
          if (!line.isEmpty()) {
            read++;
            example(places, line.split("\t", -1));
          }
        } catch (BadLineException bad) {
          read++;
          drop(Fault.NOT_UTF_8, bad);
        }
      }
    }

    private List<String> header() {
      if (!lines.hasNext()) {
        throw new BadDataException(
            lines.name()
                + ": the file is empty; expected a line with the names of the columns, then one"
                + " example a line");
      }
      return List.of(lines.next().split("\t", -1));
    }

    private Places places(List<String> names) {
      return new Places(
          names,
          columns.texts().stream().map(column -> place(names, column)).toList(),
          place(names, columns.label()));
    }

    private int place(List<String> names, String column) {
      int place = names.indexOf(column);
      if (place < 0) {
        throw new BadDataException(
            String.format(
                Locale.ROOT,
                "%s:1: no column '%s'; the first line names %s: say with mosnas.labelled which of"
                    + " them hold texts and labels, and that the file is laid out so",
                lines.name(),
                column,
                LabelCheck.shown(names)));
      }
      if (place != names.lastIndexOf(column)) {
        throw new BadDataException(
            lines.name() + ":1: two columns are called '" + column + "'; rename one of them");
      }
      return place;
    }

    private void example(Places places, String[] cells) {
      if (cells.length != places.names().size()) {
        drop(
            Fault.COLUMNS,
            String.format(
                Locale.ROOT,
                "%d columns, expected %d (%s) with a tab between two of them",
                cells.length,
                places.names().size(),
                LabelCheck.shown(places.names())));
        return;
      }
      for (int text : places.texts()) {
        if (TextLines.isBlank(cells[text])) {
          drop(Fault.EMPTY_TEXT, "no text in the column '" + places.names().get(text) + "'");
          return;
        }
      }
      String label = cells[places.label()].strip();
      Optional<String> complaint =
          label.isEmpty()
              ? Optional.of("no label in the column '" + columns.label() + "'")
              : check.complaint(label);
      if (complaint.isPresent()) {
        drop(Fault.LABEL, complaint.get());
        return;
      }
      firsts.putIfAbsent(label, lines.name() + ":" + lines.lineNumber());
      texts.add(new LabelledText(places.texts().stream().map(text -> cells[text]).toList(), label));
    }

    private void drop(Fault fault, String complaint) {
      drop(
          fault,
          new BadLineException(
              lines.name() + ":" + lines.lineNumber() + ": " + complaint + ADVICE));
    }

    private void drop(Fault fault, BadLineException bad) {
      if (badLines == BadLines.REFUSE) {
        throw bad;
      }
      dropped.merge(fault.reason, 1L, Long::sum);
    }
  }
}
