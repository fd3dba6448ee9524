package org.mosnas.model.task.labelled;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;

/**
 * Which columns of a file hold what; columns are separated by tabs, and nothing is quoted.
 *
 * @param names of all columns, where the first line of the file does not say them; else empty
 * @param texts the columns of the text, or of the two texts of a pair
 * @param label the column of the label
 */
public record LabelledColumns(List<String> names, List<String> texts, String label)
    implements Serializable {
  /** Copies the lists; checks that all columns are different. */
  public LabelledColumns {
    names = List.copyOf(names);
    texts = List.copyOf(texts);
    if (texts.isEmpty() || texts.size() > 2) {
      throw new IllegalArgumentException("expected columns of one or two texts, got " + texts);
    }
    if (new HashSet<>(texts).size() < texts.size() || texts.contains(label)) {
      throw new IllegalArgumentException(
          "label: texts " + texts + " and label '" + label + "' must be different columns");
    }
  }

  /** Columns that the first line of a file names. */
  public static LabelledColumns named(List<String> texts, String label) {
    return new LabelledColumns(List.of(), texts, label);
  }
}
